namespace Errand.Storage.Messages;

/// <summary>Whether a task was stored.</summary>
internal enum SubmitVerdict
{
    Accepted,

    /// <summary>The same request came before with the same idempotency key: nothing was stored now.</summary>
    Replayed,

    /// <summary>Another request came before with the same idempotency key: nothing was stored.</summary>
    KeyReused,

    /// <summary>The store cannot hold this task; the others were stored, unless the request is all or none.</summary>
    Refused,
}
