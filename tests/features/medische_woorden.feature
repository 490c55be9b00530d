# language: nl
Functionaliteit: Een medische tekst in een onderwijsveld (S10)

  Scenario: De mentor laat het staan, de coördinator haalt het weg, en een eerder verslag was al gelezen
    Gegeven het is 2027-01-04
    En er is een signaal over Fenna
    Als er het bericht "klok_amber" komt
    En de verzuimcoördinator de taak "Signaal beoordelen" afrondt met
      | Is dit verzuim zorgelijk? | Ja, open een casus      |
      | Waarom?                   | Zij is er vaak niet     |
    Gegeven de verzuimcoördinator schreef in D07 "Zij gebruikt sertraline en krijgt een rustige plek"
    Als het 2027-01-11 is
    Dan leest de SWV-consulent in D07 "sertraline"
    # de wacht houdt de tekst tegen
    Als de klok op 2027-01-18 om 09:10 staat
    En de mentor probeert de taak "Verzuimgesprek voeren" af te ronden met
      | Wanneer was het gesprek?                 | 2027-01-18                                                  |
      | Wat hoorde en zag je?                    | Heeft volgens moeder een eetstoornis en slikt fluoxetine    |
      | Welke reden gaf de leerling of de ouder? | Zij eet slecht                                              |
    Dan vallen de woorden "eetstoornis" en "fluoxetine" op
    En leest de verzuimcoördinator niets in D26
    En heeft de mentor de taak "Verzuimgesprek voeren" met termijn 2027-01-11
    # de mentor laat het met een reden staan: vanaf dat moment leest niemand anders het
    Als de mentor de taak "Verzuimgesprek voeren" afrondt en het laat staan omdat "moeder wil dat school dit weet" met
      | Wanneer was het gesprek?                 | 2027-01-18                                                  |
      | Wat hoorde en zag je?                    | Heeft volgens moeder een eetstoornis en slikt fluoxetine    |
      | Welke reden gaf de leerling of de ouder? | Zij eet slecht                                              |
    Dan leest de mentor in D04 "fluoxetine"
    En leest de verzuimcoördinator in D04 "fluoxetine"
    En ziet iedereen behalve de mentor en de verzuimcoördinator nergens "fluoxetine"
    En krijgen de verzuimcoördinator en de functionaris gegevensbescherming bericht
    # de coördinator haalt het weg
    Als de klok op 2027-01-18 om 10:00 staat
    En de verzuimcoördinator de medische tekst vervangt door "Zij eet niet op school"
    Dan leest de mentor in D04 "Zij eet niet op school"
    En leest de directie in D04 "Zij eet niet op school"
    En ziet niemand nog "fluoxetine"
    En weet de functionaris gegevensbescherming dat er 1 tekst verzegeld is
    En is er geen datalek
    # het eerdere verslag was gelezen door de SWV-consulent
    Als de verzuimcoördinator de tekst met "sertraline" aanwijst als medisch
    Dan is er een datalek onder anderen gelezen door de SWV-consulent en uiterlijk 2027-01-21 10:00
    En ziet de SWV-consulent nergens "sertraline"

  Scenario: In een melding aan leerplicht kan een medisch woord niet blijven staan, ook niet met een reden
    Gegeven het is 2027-01-18
    En er loopt een leerplichtspoor over Fenna
    Als de verzuimcoördinator probeert de taak "Melding opstellen" te bewaren omdat "leerplicht moet dit weten" met
      | Wat is de eerste dag van dit verzuim?               | 2027-01-11              |
      | Is de leerling afwezig door ziekte?                 | Nee                     |
      | Is de leerling op vakantie zonder verlof?           | Nee                     |
      | Is de leerling vier schoolweken aan één stuk weg?   | Nee                     |
      | Is het 16 uur of meer in vier lesweken?             | Ja                      |
      | Wat is volgens jou de reden van het verzuim?        | Blijft thuis door haar depressie |
      | Wat heeft school al gedaan?                         | Gebeld                  |
    Dan krijgt die te lezen "Haal ze weg"
    En is er geen melding
    En leest de verzuimcoördinator niets in D11
    Als de verzuimcoördinator de taak "Melding opstellen" afrondt met
      | Wat is de eerste dag van dit verzuim?               | 2027-01-11              |
      | Is de leerling afwezig door ziekte?                 | Nee                     |
      | Is de leerling op vakantie zonder verlof?           | Nee                     |
      | Is de leerling vier schoolweken aan één stuk weg?   | Nee                     |
      | Is het 16 uur of meer in vier lesweken?             | Ja                      |
      | Wat is volgens jou de reden van het verzuim?        | Komt niet naar school   |
      | Wat heeft school al gedaan?                         | Gebeld                  |
    Dan is er een melding "16U_V3" met status concept
