namespace Errand.Storage.Control;

/// <summary>What a request to keep a task did.</summary>
internal enum KeepVerdict
{
    /// <summary>No such task, or it has expired.</summary>
    Unknown,

    /// <summary>Its expiry was moved.</summary>
    Kept,

    /// <summary>Nothing was changed: by the store's clock, the new expiry is past.</summary>
    TooEarly,
}
