namespace Errand.Dashboard.Tests.Servers;

/// <summary>Waits that end: with the signal, or with a failed test.</summary>
internal static class Waiting
{
    /// <summary>Only what is broken takes this long, however busy the machine.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Limit, Stop);

    public static Task Soon(this Task task) => task.WaitAsync(Limit, Stop);

    public static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
