"""What stops a build whose documents are changed under its hands."""

from annexa.model.errors import AnnexaError, ExitCode


class SourceChanged(AnnexaError):
    """A document is not the one that was checked any more."""

    exit_code = ExitCode.FINDINGS
