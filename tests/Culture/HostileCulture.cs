using System.Globalization;
using System.Runtime.CompilerServices;

namespace TestCulture;

/// <summary>The culture of every test: what is formatted, parsed, cased or sorted by it by mistake looks wrong at once.</summary>
internal static class HostileCulture
{
    /// <summary>Turkish letters, Persian dates and digits, and numbers as in many countries, only worse.</summary>
    private static readonly CultureInfo Culture = new("tr-TR", useUserOverride: false)
    {
        NumberFormat = new NumberFormatInfo
        {
            NegativeSign = "\u2212",
            PositiveSign = "\uFF0B",
            NumberDecimalSeparator = ",",
            NumberGroupSeparator = "\u2019",
            NumberGroupSizes = [2, 3],
            NumberNegativePattern = 3,
            CurrencyDecimalSeparator = ",",
            PercentDecimalSeparator = ",",
            NaNSymbol = "\u00AC\u2116",
            PositiveInfinitySymbol = "\u221E",
            NegativeInfinitySymbol = "\u2212\u221E",
            NativeDigits = ["\u06F0", "\u06F1", "\u06F2", "\u06F3", "\u06F4", "\u06F5", "\u06F6", "\u06F7", "\u06F8", "\u06F9"],
            DigitSubstitution = DigitShapes.NativeNational,
        },
        DateTimeFormat = CultureInfo.GetCultureInfo("fa-IR").DateTimeFormat,
    };

    // CA2255: a library should leave this to its program. These are programs.
#pragma warning disable CA2255
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Enter()
    {
        CultureInfo.DefaultThreadCurrentCulture = Culture;
        CultureInfo.DefaultThreadCurrentUICulture = Culture;
        CultureInfo.CurrentCulture = Culture;
        CultureInfo.CurrentUICulture = Culture;
    }
}
