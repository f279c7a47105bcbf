namespace Errand.TestServers;

/// <summary>How long to wait for what should come at once; only a broken server takes this long, however busy the machine.</summary>
public static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Asks again and again until the answer is good; fails with what was asked for when it never is.</summary>
    public static async Task<T> UntilAsync<T>(string what, Func<Task<T>> ask, Func<T, bool> isGood, TimeSpan? limit = null)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            T answer = await ask();
            if (isGood(answer))
            {
                return answer;
            }

            if (TimeProvider.System.GetElapsedTime(start) > (limit ?? Limit))
            {
                throw new TimeoutException($"Waited {limit ?? Limit} for: {what}. The last answer was {answer}.");
            }

            await Task.Delay(Pause);
        }
    }
}
