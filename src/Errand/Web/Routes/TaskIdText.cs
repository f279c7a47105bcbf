using System.Globalization;

namespace Errand.Web.Routes;

/// <summary>A task id in an address.</summary>
internal static class TaskIdText
{
    private const long Largest = (1L << 53) - 1;

    /// <summary>Only digits; leading zeros do not matter. False for what can be no task's id: 0, more than 53 bits, anything
    /// else.</summary>
    public static bool TryParse(string? text, out TaskId id)
    {
        bool good = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) && value is > 0 and <= Largest;
        id = good ? new TaskId(value) : default;
        return good;
    }
}
