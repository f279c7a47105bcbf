namespace Errand.Storage.Sqlite.Writer;

/// <summary>What goes first when several writes wait.</summary>
internal enum WritePriority
{
    /// <summary>Late beats cost leases.</summary>
    Beat,

    /// <summary>Ended work leaves before new work comes in.</summary>
    Finish,

    Claim,

    Other,
}
