# language: nl
Functionaliteit: Van signaal naar verzuimgesprek

  Scenario: De verzuimcoördinator opent een casus en de mentor praat met de leerling
    Gegeven het is 2026-09-01
    En er is een signaal over Fenna
    Dan heeft de verzuimcoördinator de taak "Signaal beoordelen" met termijn 2026-09-08
    Als de verzuimcoördinator de taak "Signaal beoordelen" afrondt met
      | Is dit verzuim zorgelijk? | Ja, open een casus     |
      | Waarom?                   | Vier keer ziek gemeld  |
    Dan heeft de mentor de taak "Verzuimgesprek voeren" met termijn 2026-09-08
    En leest de mentor in D04 "Vier keer ziek gemeld"
    En weet de jeugdarts niet dat de casus er is
    Als de mentor de taak "Verzuimgesprek voeren" afrondt met
      | Wanneer was het gesprek?                       | 2026-09-01        |
      | Wat hoorde en zag je?                          | Slaapt slecht     |
      | Welke reden gaf de leerling of de ouder?       | Hoofdpijn thuis   |
    Dan leest de verzuimcoördinator in D26 "Hoofdpijn thuis"
    En leest de ouder niets in D26
    En leest de ouder niets in D04

  Scenario: Een ander dan de verzuimcoördinator kan het signaal niet beoordelen
    Gegeven het is 2026-09-01
    En er is een signaal over Fenna
    Als de jeugdarts probeert de taak "Signaal beoordelen" van de verzuimcoördinator af te ronden
    Dan wordt dat geweigerd alsof de taak niet bestaat
    En heeft de verzuimcoördinator de taak "Signaal beoordelen" met termijn 2026-09-08
