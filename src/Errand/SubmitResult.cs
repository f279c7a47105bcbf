namespace Errand;

internal enum SubmitResult
{
    Accepted,

    /// <summary>The same idempotency key and the same request came before: nothing was stored now.</summary>
    Replayed,

    /// <summary>The same idempotency key came before with another request: nothing was stored.</summary>
    KeyReused,

    /// <summary>The store cannot hold this row; its neighbours in the batch were stored, unless the batch is a whole.</summary>
    Refused,
}
