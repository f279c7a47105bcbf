using Errand.Storage.Views;

namespace Errand.Lists;

/// <summary>Compares instants of tasks with an instant or an age. <c>&gt;6h</c> is older than six hours.</summary>
internal static class InstantTest
{
    /// <returns>What is wrong with the value, or null.</returns>
    public static string? Read(SearchValue value, Func<TaskFacts, DateTimeOffset?> instant, out SearchTest test)
    {
        test = new SearchTest((_, _) => false);
        if (InstantForm.TryParse(value.Text, out DateTimeOffset first))
        {
            DateTimeOffset last = first;
            if (value.UpperText is { } upper && !InstantForm.TryParse(upper, out last))
            {
                return $"both ends of a range must be {InstantForm.Description}, or both an age";
            }

            test = OfInstants(value.Sign, instant, first, last);
            return null;
        }

        if (!Ages.TryParse(value.Text, out TimeSpan young))
        {
            return $"{InstantForm.Description}, or {Ages.Description}, is expected";
        }

        TimeSpan old = young;
        if (value.UpperText is { } oldest && !Ages.TryParse(oldest, out old))
        {
            return $"both ends of a range must be {Ages.Description}, or both an instant";
        }

        test = OfAges(value.Sign, instant, young, old);
        return value.Sign == SearchSign.Equal ? "an age needs < (younger) or > (older) before it" : null;
    }

    /// <summary>Tasks created after an instant, or before it.</summary>
    public static SearchTest Created(SearchSign sign, DateTimeOffset instant) => OfInstants(sign, task => task.CreatedAt, instant, instant);

    private static SearchTest OfInstants(
        SearchSign sign, Func<TaskFacts, DateTimeOffset?> instant, DateTimeOffset first, DateTimeOffset last) => sign switch
        {
            SearchSign.Greater => new((task, _) => Shown(instant(task)) > first),
            SearchSign.Less => new((task, _) => Shown(instant(task)) < first),
            _ => new((task, _) => Shown(instant(task)) is { } at && at >= first && at <= last),
        };

    private static SearchTest OfAges(SearchSign sign, Func<TaskFacts, DateTimeOffset?> instant, TimeSpan young, TimeSpan old) => sign switch
    {
        SearchSign.Greater => new((task, now) => now - instant(task) > young),
        SearchSign.Less => new((task, now) => now - instant(task) < young),
        _ => new((task, now) => now - instant(task) is { } age && age >= young && age <= old),
    };

    /// <summary>As it is shown, in milliseconds: a store may keep more digits.</summary>
    private static DateTimeOffset? Shown(DateTimeOffset? instant) =>
        instant is { } at ? at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMillisecond)) : null;
}
