# language: nl
Functionaliteit: Verzuim wordt een signaal, en de klok loopt vanzelf

  Scenario: Vier keer ziek in twaalf schoolweken, en daarna nog ziek
    Gegeven het is 2026-11-04
    En Fenna is ziek op 2026-09-01, 2026-09-16, 2026-10-05, 2026-11-04
    Dan is er een signaal "M@ZL" op 2026-11-04
    En heeft de verzuimcoördinator de taak "Signaal beoordelen" met termijn 2026-11-11
    Als het 2026-11-12 is
    En Fenna ziek is van 2026-11-04 tot en met 2026-11-12
    Dan is er een signaal "M@ZL: lang ziek" op 2026-11-12
    En heeft de verzuimcoördinator de taak "Signaal beoordelen" met termijn 2026-11-11

  Scenario: Zestien uur in vier lesweken telt precies
    Gegeven het is 2026-09-30
    En Fenna mist ongeoorloofd de lesuren
      | 2026-09-08 | 4 |
      | 2026-09-15 | 4 |
      | 2026-09-23 | 4 |
      | 2026-09-30 | 3 |
    Dan is er geen signaal "16 uur in 4 weken"
    En is er een signaal "Bijna: 16 uur in 4 weken" op 2026-09-23
    En is er geen casus
    Als Fenna ongeoorloofd 4 lesuren mist op 2026-09-30
    Dan is er een signaal "16 uur in 4 weken" op 2026-09-30
    En is er een casus

  Scenario: De zomer telt mee, en een nieuw schooljaar begint niet opnieuw
    Gegeven het is 2027-06-28
    En Fenna is ongeoorloofd van 2027-05-31 tot en met 2027-06-28
    Dan is er een signaal "16 uur in 4 weken" op 2027-06-02
    En is er een signaal "Langdurig relatief verzuim" op 2027-06-25
    En staat de klok op amber
    En is de deadline 2027-07-31
    En zonder vakanties is de deadline 2027-09-13
    Als het 2027-08-30 is
    En Fenna ongeoorloofd is van 2027-08-23 tot en met 2027-08-30
    Dan staat de klok op rood
    En is de leerling zonder onderwijs sinds 2027-05-31

  Scenario: Ziek en ongeoorloofd stapelen over de herfstvakantie heen
    Gegeven het is 2026-10-21
    En Fenna is ziek op 2026-08-24, 2026-08-25, 2026-08-26, 2026-08-27, 2026-09-03, 2026-09-04, 2026-10-19
    En Fenna mist ongeoorloofd de lesuren
      | 2026-09-21 | 3 |
      | 2026-09-22 | 3 |
      | 2026-09-30 | 4 |
      | 2026-10-07 | 3 |
      | 2026-10-21 | 3 |
    Dan is er een signaal "16 uur in 4 weken" op 2026-10-21

  Scenario: Een aanbod dat begint zet de klok stil
    Gegeven het is 2026-12-07
    En Fenna is ziek van 2026-11-04 tot en met 2026-12-07
    Dan staat de klok op amber
    En is de leerling zonder onderwijs sinds 2026-11-04
    Als er een aanbod van 10 uur per week start op 2026-12-07
    Dan staat de klok op stil
    Als het 2027-01-04 is
    En de nacht voorbij is
    Dan staat de klok op stil
