using System.Globalization;
using System.Text;

namespace Errand.Tests.Culture;

/// <summary>Code that follows the current culture, and, in what begins with Sound, code that does not.</summary>
internal static class PlantedCultureUse
{
    // CA1305: that is the point.
#pragma warning disable CA1305
    public static string Interpolated(double number) => $"{number}";

    public static string InterpolatedWithin(int number) => string.Create(CultureInfo.InvariantCulture, $"{number} {$"{number}"}");

    public static string InterpolatedObject(object value) => $"{value}";

    public static string InterpolatedRecord(Point point) => $"{point}";

    public static string Concatenated(int number) => "number " + number;

    public static string Joined(int[] numbers) => string.Join(',', numbers);

    public static StringBuilder Appended(decimal number) => new StringBuilder().Append(number);

    public static string TextOfNumber(long number) => number.ToString();

    public static string? TextOfObject(Func<object?> value) => value()?.ToString();

    public static IEnumerable<string> Sorted(string[] names) => names.Order();

    public static IEnumerable<Point> SortedBy(Point[] points) => points.OrderBy(point => point.Name);

    public static IDictionary<string, int> SortedTable() => new SortedDictionary<string, int>();
#pragma warning restore CA1305

    public static string SoundNumber(double number) => string.Create(CultureInfo.InvariantCulture, $"{number}");

    public static string SoundText(string name, char letter, Guid id, DayOfWeek day) => $"{name} {letter} {id} {day}";

    public static string SoundJoin(string[] names) => string.Join(", ", names) + names[0];

    public static StringBuilder SoundAppend(int number) =>
        new StringBuilder().Append('x', 2).Append(CultureInfo.InvariantCulture, $"{number}");

    public static IEnumerable<string> SoundOrder(string[] names) => names.Order(StringComparer.Ordinal).OrderBy(name => name.Length);

    internal sealed record Point(string Name, int X);
}
