# language: nl
Functionaliteit: De noodknop

  Achtergrond:
    Gegeven het is 2027-01-20
    En er is een signaal over Fenna
    En er is een waarnemend arts van een andere JGZ
    En de jeugdarts schreef in D08 "Slaapt niet meer"
    En de jeugdarts schreef in D19 "Vertelde over klappen"
    En de verzuimcoördinator schreef in D04 "Vaak moe in de les"

  Scenario: Een waarnemend arts leest vier uur mee, en niet langer
    Dan weet de waarnemend arts niet dat de casus er is
    Als de waarnemend arts de noodknop gebruikt: "Ik neem waar, en deze leerling heeft nu zorg nodig"
    Dan leest de waarnemend arts in D08 "Slaapt niet meer"
    En leest de waarnemend arts niets in D04
    En leest de waarnemend arts niets in D19
    En weet de functionaris gegevensbescherming dat de noodknop is gebruikt
    En ziet de ouder de noodknop in het logboek
    En ziet de leerling de noodknop in het logboek
    Als er 4 uur voorbij zijn
    Dan weet de waarnemend arts niet dat de casus er is

  Scenario: Zolang het niet veilig kan zijn, ziet het gezin het niet
    Als de waarnemend arts de noodknop gebruikt: "De leerling is thuis of op school niet veilig"
    Dan ziet de ouder geen noodknop in het logboek
    En ziet de leerling geen noodknop in het logboek
    Als de jeugdarts het gebruik terecht vindt
    Dan ziet de ouder de noodknop in het logboek

  Scenario: De school komt met de noodknop nooit bij de jeugdarts
    Als de aandachtsfunctionaris de noodknop gebruikt: "De leerling is thuis of op school niet veilig"
    Dan leest de aandachtsfunctionaris niets in D08
    En leest de aandachtsfunctionaris niets in D19
    En leest de aandachtsfunctionaris niets in D04

  Scenario: Wie geen noodknop heeft, krijgt hem ook niet
    Als de leerplichtambtenaar de noodknop probeert: "De gezondheid van de leerling is in gevaar"
    Dan mag dat niet
    En weet de leerplichtambtenaar niet dat de casus er is
