namespace Errand.Results.Reading;

/// <summary>Reads instants of RFC 3339 as seconds since 1970 in UTC, which an axis can show.</summary>
internal static class InstantSeconds
{
    private const int MostFraction = 16;

    /// <summary>Of <c>2026-11-24T08:15:30</c>.</summary>
    private const int WholeLength = 19;

    private const int SecondsOfDay = 86_400;

    private static readonly long EpochDay = DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerDay;

    private static readonly double[] PowersOfTen = [.. Enumerable.Range(0, MostFraction + 1).Select(power => Math.Pow(10, power))];

    /// <summary>False for a text that is no instant. The second 60 is a leap second: it counts as the one that follows.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out double seconds)
    {
        seconds = 0;
        if (text.Length <= WholeLength || text[4] != '-' || text[7] != '-' || text[10] is not ((byte)'T' or (byte)'t' or (byte)' ')
            || text[13] != ':' || text[16] != ':'
            || !TryReadDay(text, out long day) || !TryReadTime(text[11..WholeLength], out int second))
        {
            return false;
        }

        ReadOnlySpan<byte> rest = text[WholeLength..];
        if (!TryReadFraction(ref rest, out double fraction) || !TryReadOffset(rest, out int offset))
        {
            return false;
        }

        seconds = ((day - EpochDay) * SecondsOfDay) + second - offset + fraction;
        return true;
    }

    private static bool TryReadDay(ReadOnlySpan<byte> text, out long day)
    {
        day = 0;
        int year = (Two(text) * 100) + Two(text[2..]);
        int month = Two(text[5..]);
        int dayOfMonth = Two(text[8..]);
        if (year is < 1 or > 9999 || month is < 1 or > 12 || dayOfMonth < 1 || dayOfMonth > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        day = new DateTime(year, month, dayOfMonth, 0, 0, 0, DateTimeKind.Utc).Ticks / TimeSpan.TicksPerDay;
        return true;
    }

    private static bool TryReadTime(ReadOnlySpan<byte> text, out int second)
    {
        (int hours, int minutes, int seconds) = (Two(text), Two(text[3..]), Two(text[6..]));
        second = (((hours * 60) + minutes) * 60) + seconds;
        return hours is >= 0 and <= 23 && minutes is >= 0 and <= 59 && seconds is >= 0 and <= 60;
    }

    /// <summary>Reads what there may be of a fraction, and goes on behind it.</summary>
    private static bool TryReadFraction(ref ReadOnlySpan<byte> text, out double fraction)
    {
        fraction = 0;
        if (text[0] != '.')
        {
            return true;
        }

        int end = text[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') + 1;
        if (end is < 2 or > MostFraction + 1)
        {
            return false;
        }

        long digits = 0;
        foreach (byte digit in text[1..end])
        {
            digits = (digits * 10) + (digit - '0');
        }

        fraction = digits / PowersOfTen[end - 1];
        text = text[end..];
        return true;
    }

    /// <summary>In seconds, east of Greenwich.</summary>
    private static bool TryReadOffset(ReadOnlySpan<byte> text, out int offset)
    {
        offset = 0;
        if (text is [(byte)'Z' or (byte)'z'])
        {
            return true;
        }

        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-') || text[3] != ':')
        {
            return false;
        }

        (int hours, int minutes) = (Two(text[1..]), Two(text[4..]));
        offset = ((hours * 60) + minutes) * (text[0] == '-' ? -60 : 60);
        return hours is >= 0 and <= 23 && minutes is >= 0 and <= 59;
    }

    /// <summary>The number that two digits make; far below zero when they are none.</summary>
    private static int Two(ReadOnlySpan<byte> text) =>
        char.IsAsciiDigit((char)text[0]) && char.IsAsciiDigit((char)text[1]) ? ((text[0] - '0') * 10) + text[1] - '0' : -100_000;
}
