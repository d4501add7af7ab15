"""Every error of the services, from one root.

MutuelError                      what happened, in words for the person who reads it
├── ChainError
│   ├── NodeUnavailable          no usable answer, after the retries
│   ├── NodeError                the node refused the request
│   │   └── TooManyLogs          ... because the range holds more logs than it gives at once
│   ├── CallRefused              a contract refused: its custom error by name and arguments
│   ├── TransactionLost          sent, but in no block within the time allowed
│   ├── UndecodableLog           a log that does not fit the ABI
│   ├── StreamReportRefused      a signed price report proves nothing; its kinds are in mutuel.chain.streams
│   └── DeploymentInvalid        address book missing, malformed or of another chain
├── KeyMissing                   no private key where one is needed
├── SettingsInvalid              an environment variable, or a file that one names, cannot be read
├── DatabaseUnavailable          no answer, or none that helps
├── SchemaMismatch               the database was written by another version
└── IndexerError
    ├── ReorgTooDeep             the chain changed further back than may be undone: a person must look
    ├── NodeInconsistent         the node's answers contradict each other
    └── MirrorDiffers            the mirror does not match the chain

`mutuel.domain` imports nothing of ours and has its own root, `mutuel.domain.errors.DomainError`. Services add
their own errors below MutuelError.
"""

from collections.abc import Mapping


class MutuelError(Exception):
    """Root. `code` is stable and for programs, the message is for people."""

    code = "error"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class ChainError(MutuelError):
    code = "chainError"


class NodeUnavailable(ChainError):
    """The node gave no usable answer, after the retries. Nothing is known about the request's effect."""

    code = "nodeUnavailable"


class NodeError(ChainError):
    """The node answered with a JSON-RPC error."""

    code = "nodeError"

    def __init__(self, message: str, number: int = 0, data: object = None) -> None:
        super().__init__(message)
        self.number = number
        self.data = data


class TooManyLogs(NodeError):
    """The node wants a smaller block range."""

    code = "tooManyLogs"


class CallRefused(ChainError):
    """A contract refused a call; nothing on chain changed and no money moved.

    `error` is the custom error's name ("" if it gave no reason we know), `arguments` its arguments by name.
    """

    code = "callRefused"

    def __init__(self, message: str, error: str = "", arguments: Mapping[str, object] | None = None) -> None:
        super().__init__(message)
        self.error = error
        self.arguments = dict(arguments or {})


class TransactionLost(ChainError):
    """A transaction is in no block within the time allowed; it may still arrive. `tx_hash`: the last sent."""

    code = "transactionLost"

    def __init__(self, message: str, tx_hash: str) -> None:
        super().__init__(message)
        self.tx_hash = tx_hash


class UndecodableLog(ChainError):
    code = "undecodableLog"


class StreamReportRefused(ChainError):
    """A report of Data Streams proves nothing: malformed, not signed, or about something else."""

    code = "streamReportRefused"


class DeploymentInvalid(ChainError):
    code = "deploymentInvalid"


class KeyMissing(MutuelError):
    code = "keyMissing"


class SettingsInvalid(MutuelError):
    """Names the setting, never its value: it may be a secret."""

    code = "settingsInvalid"


class DatabaseUnavailable(MutuelError):
    code = "databaseUnavailable"


class SchemaMismatch(MutuelError):
    code = "schemaMismatch"


class IndexerError(MutuelError):
    code = "indexerError"


class ReorgTooDeep(IndexerError):
    code = "reorgTooDeep"


class NodeInconsistent(IndexerError):
    code = "nodeInconsistent"


class MirrorDiffers(IndexerError):
    code = "mirrorDiffers"
