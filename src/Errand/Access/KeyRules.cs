using System.Globalization;

namespace Errand.Access;

/// <summary>The limits of keys.</summary>
internal static class KeyRules
{
    public const double MinRate = 0.01;
    public const double MaxRate = 1_000_000;

    public static readonly TimeSpan MinLifetime = TimeSpan.FromSeconds(1);

    public static readonly TimeSpan MaxLifetime = TaskLimits.MaxTimeToLive;

    public static readonly string NoteTooLong =
        string.Create(CultureInfo.InvariantCulture, $"note must have at most {TaskLimits.MaxNoteLength} characters");
}
