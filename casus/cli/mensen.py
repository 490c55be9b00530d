"""Commands about people: `casus user …`."""

from __future__ import annotations

import click

from casus.cli.basis import open_huis
from casus.domain.actor import SYSTEEM, Lezer
from casus.domain.rol import Rol


@click.group()
def user() -> None:
    """The people who can log in.

    Example: casus user list
    """


@user.command("add")
@click.argument("gebruikersnaam")
@click.option("--naam", required=True, help="The name that others see.")
@click.option("--rol", required=True, type=click.Choice([str(rol) for rol in Rol]), help="A role of the access table.")
@click.option("--organisatie", default=None, help="The code of the organisation; parents and pupils have none.")
@click.password_option("--wachtwoord", help="Asked for when left out; at least twelve characters.")
def user_add(gebruikersnaam: str, naam: str, rol: str, organisatie: str | None, wachtwoord: str) -> None:
    """Give somebody a login in a role.

    Example: casus user add p.kuiper --naam "Petra Kuiper" --rol VC --organisatie zuiderlicht
    """
    with open_huis() as huis:
        dag = Lezer(SYSTEEM, huis.now()).dag
        huis.beheer.voeg_gebruiker_toe(naam, gebruikersnaam, wachtwoord, Rol(rol), organisatie, dag)
    click.echo(f"{naam} kan zich aanmelden als {gebruikersnaam}.")


@user.command("list")
@click.option("--rol", default=None, type=click.Choice([str(rol) for rol in Rol]), help="Only this role.")
def user_list(rol: str | None) -> None:
    """Show who can log in.

    Example: casus user list --rol VC
    """
    with open_huis() as huis:
        for gebruiker in huis.beheer.gebruikers(Rol if rol is None else [Rol(rol)]):
            click.echo(
                f"{gebruiker.gebruikersnaam:<28} {gebruiker.rol:<4} {gebruiker.naam:<28} {gebruiker.organisatie}"
            )


@user.command("password")
@click.argument("gebruikersnaam")
@click.password_option("--wachtwoord", help="Asked for when left out; at least twelve characters.")
def user_password(gebruikersnaam: str, wachtwoord: str) -> None:
    """Give somebody another password; they are logged out everywhere.

    Example: casus user password p.kuiper
    """
    with open_huis() as huis:
        huis.beheer.zet_wachtwoord(gebruikersnaam, wachtwoord)
    click.echo(f"Het wachtwoord van {gebruikersnaam} is gewijzigd.")


@user.command("email")
@click.argument("gebruikersnaam")
@click.argument("adres")
def user_email(gebruikersnaam: str, adres: str) -> None:
    """Give somebody another mail address, after theirs did not work any more.

    Example: casus user email p.kuiper petra.kuiper@school.nl
    """
    with open_huis() as huis:
        huis.beheer.zet_email(gebruikersnaam, adres)
    click.echo(f"Het mailadres van {gebruikersnaam} is gewijzigd.")


@user.command("logout")
@click.argument("gebruikersnaam")
def user_logout(gebruikersnaam: str) -> None:
    """End all sessions of somebody, at once.

    Example: casus user logout p.kuiper
    """
    with open_huis() as huis:
        ended = huis.beheer.sluit_sessies(gebruikersnaam)
    click.echo(f"{gebruikersnaam} is overal afgemeld ({ended}).")


@user.command("reset-totp")
@click.argument("gebruikersnaam")
def user_reset_totp(gebruikersnaam: str) -> None:
    """Ask no code of somebody who lost telephone and recovery codes, and end their sessions.

    Be sure that it is them: from now on the password alone is enough, until they set up a code again.

    Example: casus user reset-totp p.kuiper
    """
    with open_huis() as huis:
        was = huis.beheer.haal_code_weg(gebruikersnaam)
    said = "meldt zich aan zonder code, en is overal afgemeld" if was else "had geen code; overal afgemeld"
    click.echo(f"{gebruikersnaam} {said}.")
