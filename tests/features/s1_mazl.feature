# language: nl
Functionaliteit: Van ziekmelding naar advies van de jeugdarts (S1)

  Fenna is 13. Beide ouders hebben gezag.

  Achtergrond:
    Gegeven het is 2026-11-04
    En Fenna is ziek op 2026-09-01, 2026-09-16, 2026-10-05, 2026-11-04
    Dan is er een signaal "M@ZL" op 2026-11-04
    En heeft de verzuimcoördinator de taak "Signaal beoordelen" met termijn 2026-11-11
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

  Scenario: Van advies naar aanbod, OPP, Variawet en terug op school
    # de tweede grens geeft geen tweede taak
    Als Fenna ziek is van 2026-11-04 tot en met 2026-11-12
    Dan is er een signaal "M@ZL: lang ziek" op 2026-11-12
    En heeft de verzuimcoördinator geen taak "Signaal beoordelen"
    En heeft de mentor geen taak "Verzuimgesprek voeren"
    Als de ouder geeft toestemming voor "Verwijzing naar de jeugdarts"
    En de andere ouder geeft toestemming voor "Verwijzing naar de jeugdarts"
    En de leerling geeft toestemming voor "Verwijzing naar de jeugdarts"
    En de jeugdarts de taak "Consult plannen" afrondt met
      | Wanneer is het consult?                        | 2026-11-26 |
      | De ouders en de leerling hebben de uitnodiging | ja         |
    En het 2026-11-26 is
    En de jeugdarts de taak "Consult vastleggen" afrondt met
      | Was het consult er? | Geweest    |
      | Op welke dag?       | 2026-11-26 |
    Dan leest de directie in D10 "Geweest"
    En leest de mentor niets in D10
    Als het 2026-12-01 is
    En de jeugdarts de taak "Advies schrijven" afrondt met
      | Hoeveel lesuren per week kan de leerling nu volgen? | 10                  |
      | Welke lessen en activiteiten lukken?                | Tekenen en biologie |
      | Welke aanpassingen helpen op school?                | Een rustige plek    |
      | Wanneer kijken jullie weer?                         | 2027-03-01          |
    En de ouder geeft toestemming voor "Advies van de jeugdarts delen met school"
    En de andere ouder geeft toestemming voor "Advies van de jeugdarts delen met school"
    En de leerling geeft toestemming voor "Advies van de jeugdarts delen met school"
    En de verzuimcoördinator de taak "Afspraken voor docenten maken" afrondt met
      | Wat doen alle docenten?                     | Zij mag naar de rustige plek |
      | Hoeveel lesuren per week volgt de leerling? | 10                           |
      | Wanneer kijken jullie of het helpt?         | 2027-03-01                   |
    # zes weken voor het OPP
    Dan heeft de verzuimcoördinator de taak "Leerling horen" met termijn 2027-01-12
    # oranje, en dezelfde dag een aanbod
    Als het 2026-12-07 is
    En Fenna ziek is van 2026-11-13 tot en met 2026-12-07
    Dan staat de klok op amber
    En is de leerling zonder onderwijs sinds 2026-11-04
    En is de deadline 2027-01-04
    En heeft de verzuimcoördinator de taak "Aanbod zoeken: de klok staat op oranje" met termijn 2026-12-14
    En heeft de SWV-consulent de taak "Meedenken: de klok staat op oranje" met termijn 2026-12-14
    Als de verzuimcoördinator vertelt dat er een aanbod start
    En de verzuimcoördinator de taak "Aanbod afspreken" afrondt met
      | Wat voor aanbod is het?                  | Deel van de lessen op school |
      | Wat krijgt de leerling?                  | Tekenen, biologie en Engels  |
      | Wanneer begint het?                      | 2026-12-07                   |
      | Hoeveel uren per week spreken jullie af? | 10                           |
    Dan staat de klok op amber
    Als de verzuimcoördinator de taak "Eerste dag vastleggen" afrondt met
      | Is de leerling er geweest? | Ja         |
      | Wat was de eerste dag?     | 2026-12-07 |
    Dan staat de klok op stil
    En is het aanbod gedeeltelijk
    En ziet de SWV-consulent dat het aanbod gedeeltelijk is
    En staat de klok bij de SWV-monitor op stil voor 1 leerling
    En ziet de SWV-monitor nergens de naam "Jansma"
    Als de verzuimcoördinator de taak "Aanbod zoeken: de klok staat op oranje" afrondt met
      | Is er een aanbod in zicht? | Ja                      |
      | Wat doe je nu?             | Tien uur per week les   |
      | Wanneer is dat klaar?      | 2026-12-07              |
    En de SWV-consulent de taak "Meedenken: de klok staat op oranje" afrondt met
      | Wanneer sprak je de school?             | 2026-12-07        |
      | Wat kan het samenwerkingsverband doen?  | Meekijken in maart |
    Dan leest de SWV-consulent niets in D09
    # het OPP
    Als de verzuimcoördinator de taak "Leerling horen" afrondt met
      | Is de leerling gehoord?  | Ja                          |
      | Wanneer?                 | 2026-12-07                  |
      | Wat zei de leerling?     | Ik wil naar mijn eigen klas |
    En de verzuimcoördinator de taak "Perspectiefdeel bespreken" afrondt met
      | Wanneer was het overleg?            | 2026-12-07 |
      | Waar werkt de leerling naartoe?     | Vmbo-t     |
      | Wat helpt en wat staat in de weg?   | Rust helpt |
      | Zijn jullie het eens?               | Ja         |
    En de verzuimcoördinator de taak "Handelingsdeel voorleggen" afrondt met
      | Wat zijn de doelen?              | Elke dag een les |
      | Welke hulp krijgt de leerling?   | Een rustige plek |
      | Wanneer heb je het voorgelegd?   | 2026-12-07       |
    En het 2026-12-15 is
    En de verzuimcoördinator de taak "Instemming vastleggen" afrondt met
      | Wie beslist?          | De ouders met gezag |
      | Wat is het antwoord?  | Iedereen stemt in   |
      | Op welke dag?         | 2026-12-15          |
    Dan heeft de directie de taak "OPP vaststellen" met termijn 2027-01-12
    Als de directie de taak "OPP vaststellen" afrondt met
      | Op welke dag stel je het OPP vast? | 2026-12-15 |
      | Wanneer kijken jullie terug?       | 2027-06-15 |
    # Variawet: een psychische reden is categorie D
    En de verzuimcoördinator de taak "Reden voor minder uren" afrondt met
      | Welk onderwijs volgt de leerling?               | Voortgezet onderwijs            |
      | Waarom kan de leerling niet alle uren volgen?   | Lichamelijke of psychische reden |
    En de verzuimcoördinator de taak "Dossier categorie D nakijken" afrondt met
      | D1. Hoeveel uren per week gaat de leerling naar school?           | 10                  |
      | D1. Vanaf welke dag?                                              | 2027-01-04          |
      | D1. Tot en met welke dag?                                         | 2027-07-09          |
      | D2. Er is een OPP dat voldoet                                     | ja                  |
      | D3. Is er eerder afwijking gevraagd?                              | Nee                 |
      | D4. Welke deskundige vindt dit nodig, en waarom?                  | Jeugdarts Arends    |
      | D5. Wat valt er weg uit het programma, en hoeveel uren per week?  | Twintig uur         |
      | D6. De periode staat in het OPP                                   | ja                  |
      | D7. Wat doet de leerling op school, en wat in de andere uren?     | Ochtend op school   |
      | D8. Hoe werken jullie toe naar alle uren?                         | Elke maand een uur  |
      | De ouders stemmen in met minder uren                              | ja                  |
    En de directie de taak "Aanvraag indienen" afrondt met
      | Op welke dag is de aanvraag ingediend? | 2026-12-15 |
    Dan leest de verzuimcoördinator in D16 "Jeugdarts Arends"
    En leest de mentor niets in D16
    En leest de leerplichtambtenaar niets in D16
    # de uren van het aanbod worden gevolgd
    Als het 2026-12-18 is
    En de verzuimcoördinator de taak "Uren van de week invullen" afrondt met
      | Om welke week gaat het?                 | 2026-12-07 |
      | Hoeveel uren heeft de leerling gevolgd? | 10         |
      | Gaat het aanbod verder?                 | Ja         |
    En de verzuimcoördinator de taak "Uren van de week invullen" afrondt met
      | Om welke week gaat het?                 | 2026-12-14 |
      | Hoeveel uren heeft de leerling gevolgd? | 10         |
      | Gaat het aanbod verder?                 | Ja         |
    # twee maanden na 4 november: er loopt een aanbod, dus geen escalatie
    Als het 2027-01-04 is
    En het verzuim tot en met 2027-01-04 is bijgewerkt
    En de nacht voorbij is
    Dan staat de klok op stil
    En heeft de directie geen taak "Escaleren: twee maanden thuis"
    En heeft de SWV-consulent geen taak "Ingrijpen: twee maanden thuis"
    En staat de klok bij de SWV-monitor op stil voor 1 leerling
    # het besluit van de Inspectie
    Als het 2027-01-20 is
    En de directie de taak "Besluit van de Inspectie vastleggen" afrondt met
      | Wat besliste de Inspectie? | Toegestaan |
      | Vanaf welke dag?           | 2027-01-20 |
      | Tot en met welke dag?      | 2027-07-09 |
    Dan heeft de verzuimcoördinator de taak "Einde van de periode voorbereiden" met termijn 2027-06-25
    En leest de verzuimcoördinator in D16 "Toegestaan"
    En leest de directie in D16 "Toegestaan"
    # stap voor stap terug
    Als de verzuimcoördinator de taak "Plan voor terugkeer maken" afrondt met
      | Wanneer begint het plan?      | 2027-01-25            |
      | Hoeveel dagdelen per week?    | 4                     |
      | Hoe bouwen jullie het op?     | Elke maand een dagdeel |
    En de mentor de taak "Docenten informeren" afrondt met
      | Wat moeten docenten weten en doen?   | Plek vooraan |
      | Alle docenten weten het, ook invallers | ja         |
    En het 2027-03-01 is
    En de verzuimcoördinator de taak "Afspraken evalueren" afrondt met
      | Helpen de afspraken?  | Ja, we gaan zo door |
      | Wat bespraken jullie? | Het gaat beter      |
    En de verzuimcoördinator de taak "Week nakijken" afrondt met
      | Om welke week gaat het?             | 2027-02-15      |
      | Hoeveel dagdelen waren afgesproken? | 4               |
      | Hoeveel dagdelen zijn gelukt?       | 4               |
      | Wat is de volgende stap?            | Een stap erbij  |
    En de verzuimcoördinator de taak "Groeistap bespreken" afrondt met
      | Wat ging goed en wat is er nodig?       | Zij is er elke dag |
      | Hoeveel dagdelen per week worden het?   | 10                 |
      | Wat verandert er voor docenten?         | Zij volgt alle lessen |
      | Alle docenten weten het, ook invallers  | ja                 |
    Dan leest de mentor in D25 "Zij volgt alle lessen"
    En leest de mentor niets in D09
    En leest de vakdocent niets in D05
    En leest de vakdocent niets in D09
    Als het 2027-03-05 is
    En het verzuim tot en met 2027-03-05 is bijgewerkt
    En de verzuimcoördinator de taak "Uren van de week invullen" afrondt met
      | Om welke week gaat het?                 | 2027-03-01       |
      | Hoeveel uren heeft de leerling gevolgd? | 10               |
      | Gaat het aanbod verder?                 | Nee, de leerling volgt weer alle lessen |
    En de verzuimcoördinator de taak "Week nakijken" afrondt met
      | Om welke week gaat het?             | 2027-03-01                  |
      | Hoeveel dagdelen waren afgesproken? | 10                          |
      | Hoeveel dagdelen zijn gelukt?       | 10                          |
      | Wat is de volgende stap?            | De leerling volgt alle uren |
    Dan heeft de mentor de taak "Nog even volgen" met termijn 2027-04-05
    # wie weer alle lessen volgt, is niet opnieuw thuis
    Als het 2027-03-25 is
    En het verzuim tot en met 2027-03-24 is bijgewerkt
    En de nacht voorbij is
    Dan staat de klok op stil
    En heeft de verzuimcoördinator geen taak "Aanbod zoeken: de klok staat op oranje"
    # na het volgen sluit de casus
    Als het 2027-04-05 is
    En het verzuim tot en met 2027-04-05 is bijgewerkt
    Dan loopt er geen klok
    Als de mentor de taak "Nog even volgen" afrondt met
      | Gaat het goed?            | Ja, de leerling volgt alle uren |
      | Wat helpt de leerling?    | Een groet bij de deur           |
    En de verzuimcoördinator de taak "Terugkeer afsluiten" afrondt met
      | Op welke dag sluit je het plan af? | 2027-04-05 |
      | Welke afspraken blijven?           | De groet   |
    En de verzuimcoördinator de taak "Einde van de periode voorbereiden" afrondt met
      | Wat komt er na de periode? | De leerling volgt weer alle uren |
      | Wat spreken jullie af?     | Geen nieuwe aanvraag             |
    Dan is de casus gesloten
    # ieder bewaart het eigen deel, en niet langer dan nodig
    En bewaart de school D05 tot 2 jaar na de uitschrijving
    En bewaart de school D26 tot 5 jaar na de uitschrijving
    En bewaart de jgz D09 tot en met 2046-12-01
    En bewaart de school D18 tot en met 2029-04-05
    En leest de leerplichtambtenaar niets in D08
    En leest de leerplichtambtenaar niets in D09
    En weet de leerplichtambtenaar niet dat de casus er is
    En ziet de SWV-monitor nergens de naam "Jansma"

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
