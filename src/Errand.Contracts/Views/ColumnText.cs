namespace Errand;

/// <summary>How columns of a result are written: as JSON Pointers, and of complex numbers as <c>abs(/z)</c> and <c>arg(/z)</c>.</summary>
internal static class ColumnText
{
    public const string Magnitude = "abs(";

    public const string Phase = "arg(";

    public static string MagnitudeOf(string pointer) => $"{Magnitude}{pointer})";

    public static string PhaseOf(string pointer) => $"{Phase}{pointer})";

    /// <summary>Whether it is made of complex numbers: no pointer begins with a letter.</summary>
    public static bool IsMadeOfComplex(string column) =>
        column.EndsWith(')')
        && (column.StartsWith(Magnitude, StringComparison.Ordinal) || column.StartsWith(Phase, StringComparison.Ordinal));

    /// <summary>The pointer in it, or what stands in its place.</summary>
    public static string PointerOf(string column) => IsMadeOfComplex(column) ? column[Magnitude.Length..^1] : column;
}
