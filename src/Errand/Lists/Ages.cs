using System.Globalization;

namespace Errand.Lists;

/// <summary>Ages such as <c>30s</c>, <c>5m</c>, <c>6h</c> and <c>3d</c>.</summary>
internal static class Ages
{
    private const double Longest = 366_000;

    public const string Description = "an age such as 30s, 5m, 6h or 3d";

    public static bool TryParse(string text, out TimeSpan age)
    {
        age = default;
        if (text.Length < 2 || UnitOf(text[^1]) is not { } unit
            || !double.TryParse(text.AsSpan()[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double count)
            || count * unit.TotalDays > Longest)
        {
            return false;
        }

        age = unit * count;
        return true;
    }

    private static TimeSpan? UnitOf(char letter) => letter switch
    {
        's' => TimeSpan.FromSeconds(1),
        'm' => TimeSpan.FromMinutes(1),
        'h' => TimeSpan.FromHours(1),
        'd' => TimeSpan.FromDays(1),
        _ => null,
    };
}
