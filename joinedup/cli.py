"""The `joinedup` command: names each subcommand and the room it lives in, and loads only the one that is called."""

from importlib import import_module

import click

#: subcommand → ("module:click command", what it is for). A room's command is loaded only when called, so that
#: `lists check` needs no server and `--help` is quick.
COMMANDS = {
    "setup": ("joinedup.config.commands:setup", "Prepare this machine: keys, database, and the worked example if there is none."),
    "serve": ("joinedup.config.commands:serve", "Serve the pages and run the jobs."),
    "code": ("joinedup.config.commands:code", "Print the sign-in code of one of the worked example's made-up people."),
    "doctor": ("joinedup.config.commands:doctor", "Check keys, database, stored files and front end, and say what to do."),
    "demo": ("joinedup.rehearsal.commands:demo", "Play one whole made-up inspection and write out everything it makes."),
    "frameworks": ("joinedup.method.commands:frameworks", "Check or show the inspection frameworks."),
    "calendar": ("joinedup.method.calendar_commands:calendar", "Count out an inspection's key dates, or any working days."),
    "plan": ("joinedup.programme.commands:plan", "Plan a round: which weeks, and which inspectors."),
    "lists": ("joinedup.intake.commands:lists", "Check an agency's lists before they are sent."),
    "link": ("joinedup.linkage.commands:link", "Find the same child across lists."),
    "statement": ("joinedup.config.statements:statement", "Carry a written statement to another installation."),
    "topics": ("joinedup.topics.commands:topics", "Find what many free-text answers are about."),
    "areas": ("joinedup.config.areas:areas", "Keep the register of areas and published measures."),
    "letters": ("joinedup.library.commands:letters", "Read published inspection letters into one structure."),
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
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        try:
            command: click.Command = getattr(import_module(module), name)
        except ModuleNotFoundError as error:
            if error.name and error.name.startswith("joinedup"):
                raise
            raise click.ClickException(
                f"`joinedup {cmd_name}` needs {error.name}, which is not installed. Install it with: pip install 'joinedup[server]'"
            ) from error
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each command's one line without importing its room."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, purpose) for name, (_, purpose) in COMMANDS.items()])


@click.group(cls=Rooms)
@click.version_option(package_name="joinedup")
def main() -> None:
    """Run joint targeted area inspections: from the agencies' lists to one published letter."""
