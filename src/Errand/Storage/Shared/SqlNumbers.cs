namespace Errand.Storage.Shared;

/// <summary>The stored numbers of enums, as statements contain them: only constant text can be part of a constant. A test compares them
/// with the enums, whose names they begin with.</summary>
internal static class SqlNumbers
{
    public const string OutcomeStateSucceeded = "1";

    public const string OutcomeStateFailed = "2";

    public const string OutcomeStateCancelled = "3";

    public const string AttemptKindFailed = "2";

    public const string AttemptKindWillRetry = "3";

    public const string AttemptKindCancelled = "4";

    public const string AttemptKindHandlerLost = "5";

    /// <summary>Attempts that failed, as opposed to those that were cancelled or handed back.</summary>
    public const string FailedAttempts = $"{AttemptKindFailed}, {AttemptKindWillRetry}, {AttemptKindHandlerLost}";
}
