using System.Globalization;

namespace Errand.Binding.Text;

/// <summary>Regular expressions for texts of numbers and times. They use only what every dialect has, so any validator can enforce
/// them.</summary>
internal static class TextPattern
{
    private const string Sixty = "[0-5][0-9]";
    private const string Hour = "(?:[01][0-9]|2[0-3])";
    private const string Minutes = $"{Hour}:{Sixty}";
    private const string TickFraction = @"(?:\.[0-9]{1,7})?";
    private const string Fraction = @"(?:\.[0-9]{1,16})?";
    private const string Offset = $"(?:Z|[+-](?:(?:0[0-9]|1[0-3]):{Sixty}|14:00))";

    private const string Year = "(?:000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})";
    private const string DayOfAnyYear =
        "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))";
    private const string LeapYear = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)";
    private const string Day = $"(?:{Year}-{DayOfAnyYear}|{LeapYear}-02-29)";

    public const string Date = $"^{Day}$";
    public const string Time = $"^{Minutes}(?::{Sixty}{TickFraction})?$";
    public const string Instant = $"^{Day}T{Minutes}:{Sixty}{Fraction}{Offset}$";
    public const string DateAndTime = $"^{Day}(?:T{Minutes}(?::{Sixty}{Fraction})?{Offset}?)?$";

    public const string Uuid = "^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$";
    public const string Base64 = "^(?:[0-9A-Za-z+/]{4})*(?:[0-9A-Za-z+/][AQgw]==|[0-9A-Za-z+/]{2}[AEIMQUYcgkosw048]=)?$";

    /// <summary>Leaves out only what takes two units of UTF-16; the count of characters is another rule.</summary>
    public const string Utf16Units = @"^[\u0000-\uD7FF\uE000-\uFFFF]*$";

    public const string Utf16Unit = @"^[\u0000-\uD7FF\uE000-\uFFFF]$";

    // RFC 3986, appendix A.
    private const string PathUnit = "(?:[0-9A-Za-z._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})";
    private const string Segments = $"(?:/{PathUnit}*)*";
    private const string UserInfo = "(?:(?:[0-9A-Za-z._~!$&'()*+,;=:-]|%[0-9A-Fa-f]{2})*@)?";
    private const string Octet = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private const string Hextet = "[0-9A-Fa-f]{1,4}";
    private const string LastTwo = $@"(?:{Hextet}:{Hextet}|{Octet}(?:\.{Octet}){{3}})";
    private const string HextetBefore = $"{Hextet}:";
    private const string Ipv6 =
        $"(?:(?:{HextetBefore}){{6}}{LastTwo}|::(?:{HextetBefore}){{5}}{LastTwo}|(?:{Hextet})?::(?:{HextetBefore}){{4}}{LastTwo}"
        + $"|(?:(?:{HextetBefore})?{Hextet})?::(?:{HextetBefore}){{3}}{LastTwo}|(?:(?:{HextetBefore}){{0,2}}{Hextet})?::(?:{HextetBefore}){{2}}{LastTwo}"
        + $"|(?:(?:{HextetBefore}){{0,3}}{Hextet})?::{HextetBefore}{LastTwo}|(?:(?:{HextetBefore}){{0,4}}{Hextet})?::{LastTwo}"
        + $"|(?:(?:{HextetBefore}){{0,5}}{Hextet})?::{Hextet}|(?:(?:{HextetBefore}){{0,6}}{Hextet})?::)";
    private const string Host = $@"(?:\[{Ipv6}\]|(?:[0-9A-Za-z._~!$&'()*+,;=-]|%[0-9A-Fa-f]{{2}})*)";
    private const string Authority = $"//{UserInfo}{Host}(?::[0-9]*)?";
    private const string Tail = $"(?:{PathUnit}|[/?])*";
    public const string Uri =
        $@"^[A-Za-z][0-9A-Za-z+.-]*:(?:{Authority}{Segments}|/(?:{PathUnit}+{Segments})?|(?:{PathUnit}+{Segments})?)(?:\?{Tail})?(?:#{Tail})?$";

    /// <summary>Two to four numbers of an <see cref="int"/>'s size, which may begin with zeros.</summary>
    public static string Version { get; } = Whole($@"{VersionNumber}(?:\.{VersionNumber}){{1,3}}");

    /// <summary>As the type writes it: days, if there are any, then a time of a day. The first and the last day are not whole.</summary>
    public static string Duration { get; } = Whole(
        $@"-?(?:{UpTo("10675198")}\.)?{Minutes}:{Sixty}{TickFraction}|10675199\.{LastDayUpTo("4775807")}|-10675199\.{LastDayUpTo("4775808")}");

    private static string VersionNumber => $"(?:[0-9]{{1,9}}|{SameLengthUpTo("2147483647", '0')})";

    /// <summary>Integers in the one way in which they are written without need: no plus, no -0, no zeros in front.</summary>
    /// <param name="minimum">Zero or less.</param>
    /// <param name="maximum">More than zero.</param>
    public static string Integer(string minimum, string maximum) =>
        Whole(minimum == "0" ? $"0|{PositiveUpTo(maximum)}" : $"0|{PositiveUpTo(maximum)}|-(?:{PositiveUpTo(minimum[1..])})");

    private static string Whole(string pattern) => $"^(?:{pattern})$";

    private static string UpTo(string maximum) => $"(?:0|{PositiveUpTo(maximum)})";

    private static string PositiveUpTo(string maximum) => maximum.Length switch
    {
        1 => SameLengthUpTo(maximum, '1'),
        2 => $"[1-9]|{SameLengthUpTo(maximum, '1')}",
        3 => $"[1-9][0-9]?|{SameLengthUpTo(maximum, '1')}",
        _ => string.Create(CultureInfo.InvariantCulture, $"[1-9][0-9]{{0,{maximum.Length - 2}}}|{SameLengthUpTo(maximum, '1')}"),
    };

    /// <summary>Digits as many as the maximum has, and no more than it.</summary>
    private static string SameLengthUpTo(ReadOnlySpan<char> maximum, char least)
    {
        char digit = maximum[0];
        if (maximum.Length == 1)
        {
            return Digit(least, digit);
        }

        string same = $"{digit}{SameLengthUpTo(maximum[1..], '0')}";
        return digit == least ? same : $"(?:{Digit(least, (char)(digit - 1))}{Digits(maximum.Length - 1)}|{same})";
    }

    private static string LastDayUpTo(string fraction) =>
        $@"(?:0[01]:{Sixty}:{Sixty}{TickFraction}|02:(?:[0-3][0-9]|4[0-7]):{Sixty}{TickFraction}|02:48:0[0-4]{TickFraction}|02:48:05(?:\.(?:{FractionUpTo(fraction)}))?)";

    /// <summary>Digits behind a point, as many as the maximum has or fewer.</summary>
    private static string FractionUpTo(ReadOnlySpan<char> maximum)
    {
        char digit = maximum[0];
        int more = maximum.Length - 1;
        if (more == 0)
        {
            return Digit('0', digit);
        }

        string same = $"{digit}(?:{FractionUpTo(maximum[1..])})?";
        return digit == '0'
            ? same
            : string.Create(CultureInfo.InvariantCulture, $"{Digit('0', (char)(digit - 1))}[0-9]{{0,{more}}}|{same}");
    }

    private static string Digits(int count) => count == 1 ? "[0-9]" : string.Create(CultureInfo.InvariantCulture, $"[0-9]{{{count}}}");

    private static string Digit(char least, char most) => least == most ? $"{least}" : $"[{least}-{most}]";
}
