# language: nl
Functionaliteit: Van gemiste lesuren naar leerplicht en terug (S2)

  Scenario: Vijftien uur is geen melding, zestien wel, en daarna telt het opnieuw
    Gegeven het is 2026-09-30
    En Fenna mist ongeoorloofd de lesuren
      | 2026-09-08 | 4 |
      | 2026-09-15 | 4 |
      | 2026-09-23 | 4 |
      | 2026-09-30 | 3 |
    Dan is er geen signaal "16 uur in 4 weken"
    Als Fenna ongeoorloofd 4 lesuren mist op 2026-09-30
    Dan is er 1 keer een signaal "16 uur in 4 weken"
    Als het 2026-10-07 is
    En Fenna ongeoorloofd 4 lesuren mist op 2026-10-01
    En Fenna ongeoorloofd 4 lesuren mist op 2026-10-06
    En Fenna ongeoorloofd 4 lesuren mist op 2026-10-07
    Dan is er 1 keer een signaal "16 uur in 4 weken"
    Als het 2026-10-08 is
    En Fenna ongeoorloofd 4 lesuren mist op 2026-10-08
    Dan is er 2 keer een signaal "16 uur in 4 weken"

  Scenario: Van zestien uur naar de melding, de route en de terugkoppeling
    Gegeven het is 2026-09-30
    En Fenna mist ongeoorloofd de lesuren
      | 2026-09-08 | 4 |
      | 2026-09-15 | 4 |
      | 2026-09-23 | 4 |
      | 2026-09-30 | 4 |
    Dan is er een signaal "16 uur in 4 weken" op 2026-09-30
    Als de verzuimcoördinator de taak "Signaal beoordelen" afrondt met
      | Is dit verzuim zorgelijk? | Ja, open een casus     |
      | Waarom?                   | Zestien uur zonder reden |
    En de mentor de taak "Verzuimgesprek voeren" afrondt met
      | Wanneer was het gesprek?                 | 2026-09-30       |
      | Wat hoorde en zag je?                    | Zij loopt weg    |
      | Welke reden gaf de leerling of de ouder? | Geen zin in les  |
    En de verzuimcoördinator de taak "Ouders en leerling uitnodigen" afrondt met
      | Wie nodig je uit?                                  | Alle ouders met gezag; De leerling |
      | Wanneer is het gesprek?                            | 2026-09-30 |
      | Hoeveel dagen miste de leerling dit schooljaar?    | 4          |
      | Ik stuurde het overzicht van gemiste dagen mee     | ja         |
    En de verzuimcoördinator de taak "Oudergesprek voeren" afrondt met
      | Sprak je de ouders?                         | Ja                                 |
      | Wanneer was het gesprek?                    | 2026-09-30                         |
      | Wie waren erbij?                            | Ouder; Leerling                    |
      | Wat bespraken jullie?                       | Zestien uur gemist                 |
      | Wat vinden de ouders zelf?                  | Wij wisten het niet                |
      | Wat zegt de leerling zelf?                  | Ik verveel mij                     |
      | Welke afspraak maken jullie?                | Elke dag melden                    |
      | Wie zorgt daarvoor?                         | Mentor                             |
      | Wanneer is dat klaar?                       | 2026-10-07                         |
      | Wil de familie een familiegroepsplan maken? | Nee                                |
      | Zijn deze afspraken genoeg?                 | Nee, we bespreken het met het team |
    En de verzuimcoördinator de taak "Bespreking plannen en uitnodigen" afrondt met
      | Welk overleg is het?         | SAT: schoolaanwezigheidsteam |
      | Op welke dag is het overleg? | 2026-09-30                   |
      | Hoe laat begint het?         | 15:30                        |
      | Wie nodig je uit?            | Mentor; Verzuimcoördinator   |
      | Welke vraag leg je voor?     | Wat nu?                      |
    En de verzuimcoördinator de taak "Ouders vooraf informeren" afrondt met
      | Wanneer vertelde je het?                    | 2026-09-30     |
      | Hoe vertelde je het?                        | In een gesprek |
      | Willen de ouders of de leerling erbij zijn? | Nee            |
    En de verzuimcoördinator de taak "Bespreken en besluiten" afrondt met
      | Wie waren erbij?                                      | Mentor; Verzuimcoördinator          |
      | Wat besluiten jullie?                                 | We melden bij leerplicht            |
      | Wat gaan jullie doen?                                 | Melden                              |
      | Wie zorgt daarvoor?                                   | Verzuimcoördinator                  |
      | Wanneer is dat klaar?                                 | 2026-10-07                          |
      | Is de leerling vaak of lang ziek gemeld?              | Nee                                 |
      | Is er nieuw ongeoorloofd verzuim?                     | Ja                                  |
      | Welke route kiezen jullie?                            | De gewone route bij deze antwoorden |
      | Heeft de leerling een OPP nodig?                      | Nee                                 |
      | Heeft de leerling voor een tijd minder lesuren nodig? | Nee                                 |
    Dan heeft de verzuimcoördinator de taak "Melding opstellen" met termijn 2026-10-07
    En heeft de verzuimcoördinator geen taak "Toestemming vragen voor de jeugdarts"
    En heeft de leerplichtambtenaar geen taak
    Als de verzuimcoördinator de taak "Melding opstellen" afrondt met
      | Wat is de eerste dag van dit verzuim?                       | 2026-09-08        |
      | Op welke dag was de grens bereikt of was de leerling terug? | 2026-09-30        |
      | Is de leerling afwezig door ziekte?                         | Nee               |
      | Is de leerling op vakantie zonder verlof?                   | Nee               |
      | Is de leerling vier schoolweken aan één stuk weg?           | Nee               |
      | Is het 16 uur of meer in vier lesweken?                     | Ja                |
      | Wat is volgens jou de reden van het verzuim?                | Slaat lessen over |
      | Wat heeft school al gedaan?                                 | Twee gesprekken   |
    Dan is er een melding "16U_V3" met status concept
    Als de verzuimcoördinator de taak "Melding doen bij DUO" afrondt met
      | Welk nummer gaf DUO?        | 20260915      |
      | Welke status staat er bij DUO? | Geregistreerd |
      | Op welke dag heb je gemeld? | 2026-09-30    |
    Dan leest de leerplichtambtenaar in D11 "Slaat lessen over"
    En leest de leerplichtambtenaar niets in D05
    En leest de leerplichtambtenaar niets in D26
    Als het 2026-10-21 is
    En de leerplichtambtenaar de taak "Verzuim onderzoeken" afrondt met
      | Wanneer was het gesprek?  | 2026-10-12       |
      | Met wie heb je gesproken? | Leerling; Ouders |
      | Wat hoorde en zag je?     | Veel ruzie thuis |
    En de leerplichtambtenaar de taak "Familiegroepsplan aanbieden" afrondt met
      | Wanneer heb je het aangeboden?      | 2026-10-12 |
      | Wil de familie zelf een plan maken? | Nee        |
    En de leerplichtambtenaar de taak "Route kiezen" afrondt met
      | Welke route kies je?             | Vrijwillige jeugdhulp |
      | Op welke dag koos je deze route? | 2026-10-21            |
      | Waarom past deze route?          | De familie wil hulp   |
    En het 2026-10-22 is
    En de leerplichtambtenaar de taak "Terugkoppelen aan school" afrondt met
      | Welke stappen zijn gezet? | Gesprek gevoerd             |
      | Wat is het resultaat?     | Afspraken: elke dag op tijd |
      | Hoe staat het ervoor?     | Er zijn afspraken           |
    Dan leest de verzuimcoördinator in D11 "Gesprek gevoerd"
    En is er een melding "16U_V3" met status afgesloten
    En leest de leerplichtambtenaar in D12 "Vrijwillige jeugdhulp"
    En ziet de verzuimcoördinator nergens "vrijwillige jeugdhulp"
    En ziet de mentor nergens "vrijwillige jeugdhulp"
    En ziet de directie nergens "vrijwillige jeugdhulp"
    En leest de verzuimcoördinator niets in D13
    En weet de jeugdarts niet dat de casus er is
