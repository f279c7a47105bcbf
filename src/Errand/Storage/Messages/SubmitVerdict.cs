namespace Errand.Storage.Messages;

/// <summary>Whether a task was stored.</summary>
internal enum SubmitVerdict
{
    Accepted,

    /// <summary>The same idempotency key and the same request came before: nothing was stored now.</summary>
    Replayed,

    /// <summary>The same idempotency key came before with another request: nothing was stored.</summary>
    KeyReused,

    /// <summary>The store cannot hold this row; its neighbours were stored, unless the request is all or none.</summary>
    Refused,
}
