namespace Errand.Tests.HistoryChecking;

internal enum AttemptStory
{
    Threw,

    /// <summary>kill -9 in the middle.</summary>
    Died,

    /// <summary>kill -9 between claim and start.</summary>
    DiedUnstarted,

    HandedBack,

    /// <summary>SIGSTOP until the task was given to another; then it went on and returned a result that must not count.</summary>
    ReturnedTooLate,

    /// <summary>SIGSTOP between claim and start; it started when others had started later attempts.</summary>
    StartedTooLate,
}
