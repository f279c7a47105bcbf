using System.Collections.Concurrent;
using Errand.Access;
using Errand.Web.Errors;

namespace Errand.Web.Access;

/// <summary>How many requests each caller may send: as many a second as its key or the setting says, and twice as many at once. Each
/// process counts for itself.</summary>
internal sealed class RateRule(AccessOptions options, TimeProvider time)
{
    /// <summary>A few more make room by forgetting those that have sent nothing for a moment.</summary>
    private const int MostSubjects = 10_000;

    private readonly ConcurrentDictionary<string, TokenBucket> _buckets = new(StringComparer.Ordinal);

    /// <summary>Why a caller may send nothing more now, or null; then it is counted.</summary>
    /// <param name="caller">Who sends it.</param>
    /// <param name="count">For how many requests it counts. More than may come at once count as that many.</param>
    public Problem? Refuse(in Caller caller, double count = 1) =>
        (caller.Rate ?? options.RateLimit) is not { } rate || BucketOf(caller.Principal.Subject, rate).TryTake(count, out TimeSpan wait)
            ? null
            : Problems.TooManyRequests(wait);

    private TokenBucket BucketOf(string subject, double rate)
    {
        if (_buckets.TryGetValue(subject, out TokenBucket? bucket) && bucket.Rate == rate)
        {
            return bucket;
        }

        if (_buckets.Count >= MostSubjects)
        {
            Forget();
        }

        return _buckets[subject] = new TokenBucket(rate, Math.Max(1, 2 * rate), time);
    }

    private void Forget()
    {
        foreach ((string subject, TokenBucket bucket) in _buckets)
        {
            if (bucket.IsFull)
            {
                _buckets.TryRemove(KeyValuePair.Create(subject, bucket));
            }
        }
    }
}
