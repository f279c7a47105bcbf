using Errand.Storage.Messages;

namespace Errand.Telemetry;

/// <summary>How a run ended, as tags and spans have it.</summary>
internal static class OutcomeWords
{
    public const string Succeeded = "succeeded";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";

    /// <summary>It failed, and the task is tried again.</summary>
    public const string Retried = "retried";

    /// <summary>It was stopped through no fault of its own.</summary>
    public const string HandedBack = "handed-back";

    public static string Of(OutcomeState outcome) => outcome switch
    {
        OutcomeState.Succeeded => Succeeded,
        OutcomeState.Failed => Failed,
        _ => Cancelled,
    };

    public static string Of(Disposition disposition) => disposition switch
    {
        Disposition.Succeeded => Succeeded,
        Disposition.Failed => Failed,
        Disposition.Retry => Retried,
        _ => HandedBack,
    };
}
