namespace Errand.Storage.Shared;

/// <summary>Why an attempt did not succeed. The numbers are stored.</summary>
internal enum AttemptKind
{
    Failed = 2,

    WillRetry = 3,

    Cancelled = 4,

    /// <summary>Taken from its handler, which died or overran the deadline.</summary>
    HandlerLost = 5,

    HandedBack = 7,

    /// <summary>Handed back because its handler did not have the type.</summary>
    NoSuchType = 8,
}
