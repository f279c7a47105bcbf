namespace Errand.Storage.Sqlite.Writer;

/// <summary>Which of several waiting writes goes first.</summary>
internal enum WritePriority
{
    /// <summary>Late beats cost leases.</summary>
    Beat,

    /// <summary>Finished work goes out before new work comes in.</summary>
    Finish,

    Claim,

    Other,
}
