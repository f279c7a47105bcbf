namespace Errand.Binding.Text;

/// <summary>The least and the largest number of the types with fractions, as they print, so that what is written is within.</summary>
/// <remarks>A double has none: beyond its largest number there is nothing that a client could mean.</remarks>
internal static class NumberBounds
{
    public static (string Minimum, string Maximum)? Of(Type type) =>
        type == typeof(float) ? ("-3.4028235E+38", "3.4028235E+38")
        : type == typeof(Half) ? ("-65504", "65504")
        : type == typeof(decimal) ? ("-79228162514264337593543950335", "79228162514264337593543950335")
        : null;
}
