# language: nl
Functionaliteit: Van ziekmelding naar advies van de jeugdarts (S1)

  Fenna is 13. Beide ouders hebben gezag.

  Achtergrond:
    Gegeven het is 2026-11-04
    En er is een signaal over Fenna
    Als de verzuimcoördinator de taak "Signaal beoordelen" afrondt met
      | Is dit verzuim zorgelijk? | Ja, open een casus                    |
      | Waarom?                   | Vier ziekmeldingen in 12 schoolweken  |
    Dan heeft de mentor de taak "Verzuimgesprek voeren" met termijn 2026-11-11
    Als het 2026-11-05 is
    En de mentor de taak "Verzuimgesprek voeren" afrondt met
      | Wanneer was het gesprek?                 | 2026-11-05        |
      | Wat hoorde en zag je?                    | Zij is vaak moe   |
      | Welke reden gaf de leerling of de ouder? | Zij slaapt slecht |
    En de verzuimcoördinator de taak "Ouders en leerling uitnodigen" afrondt met
      | Wie nodig je uit?                                  | Alle ouders met gezag; De leerling |
      | Wanneer is het gesprek?                            | 2026-11-10 |
      | Hoeveel dagen miste de leerling dit schooljaar?    | 9          |
      | Ik stuurde het overzicht van gemiste dagen mee     | ja         |
    Dan heeft de verzuimcoördinator de taak "Oudergesprek voeren" met termijn 2026-11-10
    Als het 2026-11-10 is
    En de verzuimcoördinator de taak "Oudergesprek voeren" afrondt met
      | Sprak je de ouders?                             | Ja                                   |
      | Wanneer was het gesprek?                        | 2026-11-10                           |
      | Wie waren erbij?                                | Ouder; Andere ouder; Leerling        |
      | Wat bespraken jullie?                           | Negen dagen gemist                   |
      | Wat vinden de ouders zelf?                      | Wij zoeken rust voor haar            |
      | Wat zegt de leerling zelf?                      | Ik durf de gang niet op              |
      | De leerling wil niet dat de ouders dit lezen    | ja                                   |
      | Welke afspraak maken jullie?                    | De mentor belt elke week             |
      | Wie zorgt daarvoor?                             | Mentor                               |
      | Wanneer is dat klaar?                           | 2026-11-17                           |
      | Wil de familie een familiegroepsplan maken?     | Nee                                  |
      | Zijn deze afspraken genoeg?                     | Nee, we bespreken het met het team   |
    En de verzuimcoördinator de taak "Bespreking plannen en uitnodigen" afrondt met
      | Welk overleg is het?           | SAT: schoolaanwezigheidsteam |
      | Op welke dag is het overleg?   | 2026-11-12                   |
      | Hoe laat begint het?           | 15:30                        |
      | Wie nodig je uit?              | Mentor; Verzuimcoördinator   |
      | Welke vraag leg je voor?       | Wat helpt haar nu?           |
    En de verzuimcoördinator de taak "Ouders vooraf informeren" afrondt met
      | Wanneer vertelde je het?                    | 2026-11-10     |
      | Hoe vertelde je het?                        | In een gesprek |
      | Willen de ouders of de leerling erbij zijn? | Nee            |
    Dan heeft de verzuimcoördinator de taak "Bespreken en besluiten" met termijn 2026-11-12
    Als het 2026-11-12 is
    En de verzuimcoördinator de taak "Bespreken en besluiten" afrondt met
      | Wie waren erbij?                                     | Mentor; Verzuimcoördinator         |
      | Wat besluiten jullie?                                | We vragen de jeugdarts             |
      | Wat gaan jullie doen?                                | Toestemming vragen                 |
      | Wie zorgt daarvoor?                                  | Verzuimcoördinator                 |
      | Wanneer is dat klaar?                                | 2026-11-19                         |
      | Is de leerling vaak of lang ziek gemeld?             | Ja                                 |
      | Is er nieuw ongeoorloofd verzuim?                    | Nee                                |
      | Welke route kiezen jullie?                           | De gewone route bij deze antwoorden |
      | Heeft de leerling een OPP nodig?                     | Ja                                 |
      | Heeft de leerling voor een tijd minder lesuren nodig? | Ja                                |
    En de verzuimcoördinator de taak "Toestemming vragen voor de jeugdarts" afrondt met
      | Wanneer besprak je dit met de ouders en de leerling? | 2026-11-10              |
      | Wat wil je de jeugdarts vragen?                      | Welke lessen lukken nu? |
    Dan heeft de verzuimcoördinator de taak "Toestemming volgen" met termijn 2026-11-26

  Scenario: Ieder leest alleen het eigen deel van het oudergesprek en het overleg
    Dan leest de verzuimcoördinator in D05 "Negen dagen gemist"
    En staat er in D05 nergens "%"
    En leest de mentor niets in D05
    En leest de ouder in D20 "Wij zoeken rust voor haar"
    En leest de andere ouder in D20 "Wij zoeken rust voor haar"
    En leest de leerling in D27 "Ik durf de gang niet op"
    En leest de ouder niets in D27
    En leest de andere ouder niets in D27
    En leest de mentor in D18 "We vragen de jeugdarts"
    En leest de directie niets in D18
    En weet de jeugdarts niet dat de casus er is
    En weet de leerplichtambtenaar niet dat de casus er is
    En weet de SWV-consulent niet dat de casus er is

  Scenario: Van toestemming naar gedeeld advies en afspraken voor docenten
    Als de ouder geeft toestemming voor "Verwijzing naar de jeugdarts"
    En de andere ouder geeft toestemming voor "Verwijzing naar de jeugdarts"
    Dan weet de jeugdarts niet dat de casus er is
    Als de leerling geeft toestemming voor "Verwijzing naar de jeugdarts"
    Dan heeft de verzuimcoördinator geen taak "Toestemming volgen"
    En heeft de jeugdarts de taak "Consult plannen" met termijn 2026-11-19
    En leest de jeugdarts in D26 "Welke lessen lukken nu?"
    En leest de jeugdarts niets in D05
    Als de jeugdarts de taak "Consult plannen" afrondt met
      | Wanneer is het consult?                              | 2026-11-26 |
      | De ouders en de leerling hebben de uitnodiging       | ja         |
    Dan heeft de jeugdarts de taak "Consult vastleggen" met termijn 2026-11-26
    Als het 2026-11-26 is
    En de jeugdarts de taak "Consult vastleggen" afrondt met
      | Was het consult er? | Geweest    |
      | Op welke dag?       | 2026-11-26 |
    Dan leest de verzuimcoördinator in D10 "Geweest"
    En leest de directie in D10 "Geweest"
    En leest de mentor niets in D10
    En leest de ouder niets in D10
    Als het 2026-12-01 is
    En de jeugdarts de taak "Advies schrijven" afrondt met
      | Hoeveel lesuren per week kan de leerling nu volgen? | 10                      |
      | Welke lessen en activiteiten lukken?                | Tekenen en biologie     |
      | Welke aanpassingen helpen op school?                | Een rustige plek        |
      | Wanneer kijken jullie weer?                         | 2027-03-01              |
    Dan leest de verzuimcoördinator niets in D09
    En heeft de verzuimcoördinator de taak "Toestemming voor delen volgen" met termijn 2026-12-15
    Als de ouder geeft toestemming voor "Advies van de jeugdarts delen met school"
    En de andere ouder geeft toestemming voor "Advies van de jeugdarts delen met school"
    Dan leest de verzuimcoördinator niets in D09
    Als de leerling geeft toestemming voor "Advies van de jeugdarts delen met school"
    Dan leest de verzuimcoördinator in D09 "Een rustige plek"
    En staat er in D09 nergens "%"
    Als de verzuimcoördinator de taak "Afspraken voor docenten maken" afrondt met
      | Wat doen alle docenten?                  | Zij mag naar de rustige plek |
      | Hoeveel lesuren per week volgt de leerling? | 10                        |
      | Wanneer kijken jullie of het helpt?      | 2027-03-01                   |
    Dan heeft de verzuimcoördinator de taak "Afspraken evalueren" met termijn 2027-03-01
    En leest de mentor in D25 "Zij mag naar de rustige plek"
    En leest de leerling in D25 "Zij mag naar de rustige plek"
    En leest de mentor niets in D09
    En leest de directie niets in D09
    En leest de SWV-consulent niets in D09
    En weet de leerplichtambtenaar niet dat de casus er is
    En ziet de SWV-monitor nergens de naam "Jansma"
    Als de andere ouder trekt de toestemming voor "Advies van de jeugdarts delen met school" in
    Dan leest de verzuimcoördinator niets in D09
    En heeft de verzuimcoördinator de taak "Beoordeel overgenomen tekst" met termijn 2026-12-08

  Scenario: Wie nee zegt krijgt andere wegen, nooit leerplicht
    Als de andere ouder weigert toestemming voor "Verwijzing naar de jeugdarts"
    Dan heeft de verzuimcoördinator geen taak "Toestemming volgen"
    Als de verzuimcoördinator de taak "Andere wegen bespreken" afrondt met
      | Welke weg kiezen jullie samen?          | Later opnieuw vragen |
      | Op welke dag vraag je het opnieuw?      | 2027-01-11           |
    Dan heeft de verzuimcoördinator de taak "Opnieuw toestemming vragen" met termijn 2027-01-11
    En weet de jeugdarts niet dat de casus er is
    En weet de leerplichtambtenaar niet dat de casus er is

  Scenario: Een stille ouder houdt de poort dicht, en de coördinator belt, nodigt uit of besluit
    Als de ouder geeft toestemming voor "Verwijzing naar de jeugdarts"
    En het 2026-11-26 is
    En de verzuimcoördinator de taak "Toestemming volgen" afrondt met
      | Hoe vaak probeerde je de ouders of de leerling te bereiken? | 2          |
      | Wanneer was de laatste keer?                                | 2026-11-25 |
      | Wat deed je?                                                | Gebeld     |
      | Hoe gaat het verder?                                        | Ik wacht nog op het antwoord |
    Dan heeft de verzuimcoördinator de taak "Toestemming volgen" met termijn 2026-12-10
    En weet de jeugdarts niet dat de casus er is
    Als het 2026-12-10 is
    En de verzuimcoördinator de taak "Toestemming volgen" afrondt met
      | Hoe vaak probeerde je de ouders of de leerling te bereiken? | 4          |
      | Wanneer was de laatste keer?                                | 2026-12-09 |
      | Wat deed je?                                                | Uitgenodigd |
      | Hoe gaat het verder?                                        | We wachten niet langer en kiezen een andere weg |
    Dan heeft de verzuimcoördinator de taak "Andere wegen bespreken" met termijn 2026-12-17

  Scenario: Een andere school of een casus die per abuis openging breekt de reis af
    Als er het bericht "school_gewisseld" komt
    Dan heeft de verzuimcoördinator geen taak "Toestemming volgen"
    En heeft de verzuimcoördinator de taak "Overdracht voorbereiden" met termijn 2026-11-19

  Scenario: De klok op oranje roept school en samenwerkingsverband, en de reis loopt door
    Als er het bericht "klok_amber" komt
    Dan heeft de verzuimcoördinator de taak "Aanbod zoeken: de klok staat op oranje" met termijn 2026-11-19
    En heeft de SWV-consulent de taak "Meedenken: de klok staat op oranje" met termijn 2026-11-19
    En heeft de verzuimcoördinator de taak "Toestemming volgen" met termijn 2026-11-26
    En leest de SWV-consulent niets in D05
    En leest de SWV-consulent niets in D26
