"""The `joinedup` command: names each subcommand and the room it lives in, and loads only the one that is called."""

from importlib import import_module

import click

#: subcommand → "module:click command". A room's command is loaded only when asked for, so that `lists check` needs no server.
COMMANDS = {
    "frameworks": "joinedup.method.commands:frameworks",
    "lists": "joinedup.intake.commands:lists",
    "link": "joinedup.linkage.commands:link",
    "demo": "joinedup.rehearsal.commands:demo",
    "setup": "joinedup.config.commands:setup",
    "serve": "joinedup.config.commands:serve",
    "doctor": "joinedup.config.commands:doctor",
}


class Rooms(click.Group):
    """A click group whose commands are imported on use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table above."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the named command; say which extra is missing where its room needs one."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        try:
            command: click.Command = getattr(import_module(module), name)
        except ModuleNotFoundError as error:
            if error.name and error.name.startswith("joinedup"):
                raise
            raise click.ClickException(
                f"`joinedup {cmd_name}` needs {error.name}, which is not installed. Install it with: pip install 'joinedup[server]'"
            ) from error
        return command


@click.group(cls=Rooms)
@click.version_option(package_name="joinedup")
def main() -> None:
    """Run joint targeted area inspections: from the agencies' lists to one published letter."""
