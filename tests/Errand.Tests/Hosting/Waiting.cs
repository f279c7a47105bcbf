using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Hosting;

/// <summary>Waits that end: with the signal, or with a failed test.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Limit, Stop);

    public static Task Soon(this Task task) => task.WaitAsync(Limit, Stop);

    public static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Turns the clock step by step until the task has ended; between two steps those who were woken get their turn.</summary>
    public static async Task<T> TurnUntilAsync<T>(this FakeTimeProvider time, Task<T> task, double seconds = 0.1)
    {
        await time.TurnUntilAsync((Task)task, seconds);
        return await task;
    }

    /// <summary>The same; and while somebody is busy the clock stands still for him, though not for ever.</summary>
    public static async Task TurnUntilAsync(this FakeTimeProvider time, Task task, double seconds = 0.1, Func<bool>? isBusy = null)
    {
        long start = TimeProvider.System.GetTimestamp();
        long turned = start;
        while (await Task.WhenAny(task, Task.Delay(5, Stop)) != task)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Limit, "It did not happen, however far the clock was turned.");
            if (isBusy?.Invoke() != true || TimeProvider.System.GetElapsedTime(turned) > TimeSpan.FromSeconds(1))
            {
                time.Advance(TimeSpan.FromSeconds(seconds));
                turned = TimeProvider.System.GetTimestamp();
            }
        }

        await task;
    }
}
