# language: nl
Functionaliteit: Zestien uur ongeoorloofd: van melding tot terugkoppeling (S2)

  Achtergrond:
    Gegeven het is 2026-09-30
    En er loopt een leerplichtspoor over Fenna

  Scenario: De melding gaat naar de gemeente waar Fenna woont, en school leest wat het opleverde
    Dan heeft de verzuimcoördinator de taak "Melding opstellen" met termijn 2026-10-07
    En heeft de leerplichtambtenaar geen taak
    Als de verzuimcoördinator de taak "Melding opstellen" afrondt met
      | Wat is de eerste dag van dit verzuim?                        | 2026-09-08             |
      | Op welke dag was de grens bereikt of was de leerling terug?  | 2026-09-30             |
      | Is de leerling afwezig door ziekte?                          | Nee                    |
      | Is de leerling op vakantie zonder verlof?                    | Nee                    |
      | Is de leerling vier schoolweken aan één stuk weg?            | Nee                    |
      | Is het 16 uur of meer in vier lesweken?                      | Ja                     |
      | Wat is volgens jou de reden van het verzuim?                 | Slaat lessen over      |
      | Wat heeft school al gedaan?                                  | Twee gesprekken        |
    Dan is er een melding "16U_V3" met status concept
    En leest de leerplichtambtenaar niets in D11
    En heeft de verzuimcoördinator de taak "Melding doen bij DUO" met termijn 2026-10-07
    Als het 2026-10-05 is
    En de verzuimcoördinator de taak "Melding doen bij DUO" afrondt met
      | Welk nummer gaf DUO?                | 20260915       |
      | Welke status staat er bij DUO?      | Geregistreerd  |
      | Op welke dag heb je gemeld?         | 2026-10-05     |
    Dan is er een melding "16U_V3" met status geregistreerd
    En leest de leerplichtambtenaar in D11 "Slaat lessen over"
    En heeft de leerplichtambtenaar de taak "Verzuim onderzoeken" met termijn 2026-10-12
    En kent de leerplicht van een andere gemeente de casus niet
    En weet de jeugdarts niet dat de casus er is
    Als het 2026-10-12 is
    En de leerplichtambtenaar de taak "Verzuim onderzoeken" afrondt met
      | Wanneer was het gesprek?      | 2026-10-12          |
      | Met wie heb je gesproken?     | Leerling; Ouders    |
      | Wat hoorde en zag je?         | Veel ruzie thuis    |
    En de leerplichtambtenaar de taak "Familiegroepsplan aanbieden" afrondt met
      | Wanneer heb je het aangeboden?          | 2026-10-12 |
      | Wil de familie zelf een plan maken?     | Nee        |
    Als het 2026-10-21 is
    En de leerplichtambtenaar de taak "Route kiezen" afrondt met
      | Welke route kies je?                | Vrijwillige jeugdhulp   |
      | Op welke dag koos je deze route?    | 2026-10-21              |
      | Waarom past deze route?             | De familie wil hulp     |
    Dan heeft de leerplichtambtenaar de taak "Terugkoppelen aan school" met termijn 2026-10-28
    Als het 2026-10-22 is
    En de leerplichtambtenaar de taak "Terugkoppelen aan school" afrondt met
      | Welke stappen zijn gezet?  | Gesprek gevoerd                   |
      | Wat is het resultaat?      | Afspraken: elke dag op tijd       |
      | Hoe staat het ervoor?      | Er zijn afspraken                 |
    Dan leest de verzuimcoördinator in D11 "Gesprek gevoerd"
    En leest de mentor in D11 "Afspraken: elke dag op tijd"
    En is er een melding "16U_V3" met status afgesloten
    # wat school nooit leest
    En leest de verzuimcoördinator niets in D12
    En leest de directie niets in D12
    En leest de mentor niets in D12
    En leest de leerplichtambtenaar in D12 "Vrijwillige jeugdhulp"
    # ouder en leerling mogen alles van zichzelf zien: zij vragen het op
    En kan de ouder D12 opvragen maar niet lezen
    En kan de leerling D12 opvragen maar niet lezen
    En kan de ouder D11 opvragen maar niet lezen
    Als de verzuimcoördinator de taak "Terugkoppeling lezen" afrondt met
      | Ik heb de terugkoppeling gelezen   | ja                      |
      | Wat doet school nu?                | Elke ochtend een groet  |
    Dan heeft de verzuimcoördinator geen taak "Terugkoppeling lezen"

  Scenario: Van de Variawet weet leerplicht alleen dat er iets loopt
    Gegeven er is gemeld en de leerplichtambtenaar is bij de route
    En de verzuimcoördinator schreef in D16 "Afwijking wegens angst"
    En de jeugdarts schreef in D09 "Een rustige plek"
    Dan kent de leerplichtambtenaar van D16 alleen de data
    En leest de leerplichtambtenaar niets in D16
    En leest de leerplichtambtenaar niets in D09
    En ziet de leerplichtambtenaar nergens "angst"
    En ziet de leerplichtambtenaar nergens "rustige plek"

  Scenario: Een proces-verbaal ziet alleen leerplicht
    Gegeven er is gemeld en de leerplichtambtenaar is bij de route
    Als de leerplichtambtenaar de taak "Route kiezen" afrondt met
      | Welke route kies je?                | Proces-verbaal     |
      | Op welke dag koos je deze route?    | 2026-09-30         |
      | Waarom past deze route?             | Niets anders hielp |
    En de leerplichtambtenaar de taak "Halt of proces-verbaal vastleggen" afrondt met
      | Wat leg je vast?    | Proces-verbaal        |
      | Op welke dag?       | 2026-09-30            |
      | Wat staat er in?    | Derde keer gewaarschuwd |
    Dan leest de leerplichtambtenaar in D13 "Derde keer gewaarschuwd"
    En leest de verzuimcoördinator niets in D13
    En leest de directie niets in D13
    En leest de mentor niets in D13
    En leest de ouder niets in D13
    En ziet de verzuimcoördinator nergens "proces-verbaal"
    En ziet de directie nergens "proces-verbaal"

  Scenario: Ziek is geen melding
    Als de verzuimcoördinator de taak "Melding opstellen" afrondt met
      | Wat is de eerste dag van dit verzuim?                                     | 2026-09-08  |
      | Is de leerling afwezig door ziekte?                                       | Ja          |
      | Heb je met leerplicht overlegd, en twijfelen jullie samen aan de ziekte?  | Nee         |
      | Wat is volgens jou de reden van het verzuim?                              | Ziek gemeld |
      | Wat heeft school al gedaan?                                               | Gebeld      |
    Dan is er geen melding
    En weet de leerplichtambtenaar niet dat de casus er is

  Scenario: Een melding in de toekomst kan niet, en er verandert niets
    Als de verzuimcoördinator probeert de taak "Melding opstellen" af te ronden met
      | Wat is de eerste dag van dit verzuim?                        | 2026-10-01             |
      | Is de leerling afwezig door ziekte?                          | Nee                    |
      | Is de leerling op vakantie zonder verlof?                    | Nee                    |
      | Is de leerling vier schoolweken aan één stuk weg?            | Nee                    |
      | Is het 16 uur of meer in vier lesweken?                      | Ja                     |
      | Wat is volgens jou de reden van het verzuim?                 | Slaat lessen over      |
      | Wat heeft school al gedaan?                                  | Twee gesprekken        |
    Dan krijgt die te lezen "Deze dag moet nog komen"
    En is er geen melding
    En leest de verzuimcoördinator niets in D11
