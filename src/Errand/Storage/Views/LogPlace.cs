using System.Globalization;

namespace Errand.Storage.Views;

/// <summary>A line in the log of a task, written as <c>ATTEMPT.LINE</c>.</summary>
internal readonly record struct LogPlace(int Attempt, int Line)
{
    public static bool TryParse(string text, out LogPlace place)
    {
        string[] parts = text.Split('.', 3);
        place = default;
        if (parts.Length != 2 || !TryParsePart(parts[0], out int attempt) || !TryParsePart(parts[1], out int line))
        {
            return false;
        }

        place = new LogPlace(attempt, line);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Attempt}.{Line}");

    private static bool TryParsePart(string text, out int part) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out part);
}
