using System.Reflection;

namespace Errand.Handler.Running;

/// <summary>Looks into the exceptions that .NET wraps around those of a function's own calls.</summary>
internal static class Wrapped
{
    /// <summary>No more are checked: an aggregate may hold the same exception many times, and another aggregate may hold that
    /// one.</summary>
    private const int MaxParts = 10_000;

    /// <summary>An aggregate of one is that one, and what reflection caught is what was thrown; however often it was wrapped.</summary>
    public static Exception Unwrap(Exception exception)
    {
        while (exception is AggregateException { InnerExceptions.Count: 1 } or TargetInvocationException
            && exception.InnerException is { } only)
        {
            exception = only;
        }

        return exception;
    }

    /// <summary>Whether it is of this kind or an aggregate of such exceptions only. False when there are too many to check.</summary>
    public static bool IsAll<TException>(Exception exception)
        where TException : Exception
    {
        // Without recursion: there is no limit to how deep aggregates lie in one another.
        var open = new Stack<Exception>([exception]);
        for (int seen = 0; open.TryPop(out Exception? next); seen++)
        {
            if (seen == MaxParts)
            {
                return false;
            }

            Exception part = Unwrap(next);
            if (part is AggregateException { InnerExceptions: { Count: > 0 } parts })
            {
                foreach (Exception inner in parts)
                {
                    open.Push(inner);
                }
            }
            else if (part is not TException)
            {
                return false;
            }
        }

        return true;
    }
}
