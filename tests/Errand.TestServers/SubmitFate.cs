namespace Errand.TestServers;

/// <summary>What a client knows of a submit.</summary>
public enum SubmitFate
{
    Accepted,

    /// <summary>A definite no: not stored.</summary>
    Refused,

    /// <summary>It may be stored or not.</summary>
    Unknown,
}
