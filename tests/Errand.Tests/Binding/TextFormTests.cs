using System.Text.Json;
using CsCheck;
using Errand.Binding.Values;

namespace Errand.Tests.Binding;

/// <summary>The forms of strings: what is published, enforced and written is the same.</summary>
public sealed class TextFormTests
{
    private static readonly Dictionary<string, Bound> Functions = new()
    {
        ["duration"] = new((TimeSpan v, int x = 0) => v),
        ["date"] = new((DateOnly v, int x = 0) => v),
        ["time"] = new((TimeOnly v, int x = 0) => v),
        ["instant"] = new((DateTimeOffset v, int x = 0) => v),
        ["datetime"] = new((DateTime v, int x = 0) => v),
        ["uuid"] = new((Guid v, int x = 0) => v),
        ["version"] = new((Version v, int x = 0) => v),
        ["char"] = new((char v, int x = 0) => v),
        ["bytes"] = new((byte[] v, int x = 0) => v),
        ["memory"] = new((ReadOnlyMemory<byte> v, int x = 0) => v),
        ["uri"] = new((Uri v, int x = 0) => v),
        ["float"] = new((float v, int x = 0) => v),
        ["half"] = new((Half v, int x = 0) => v),
        ["decimal"] = new((decimal v, int x = 0) => v),
    };

    [Theory]
    [InlineData("duration", "00:00:00")]
    [InlineData("duration", "-00:00:00.1")]
    [InlineData("duration", "1.06:30:00")]
    [InlineData("duration", "0.23:59:59.9999999")]
    [InlineData("duration", "10675198.23:59:59")]
    [InlineData("duration", "10675199.02:48:05.4775807")]
    [InlineData("duration", "10675199.02:48:05.47")]
    [InlineData("duration", "-10675199.02:48:05.4775808")]
    [InlineData("time", "08:15")]
    [InlineData("time", "23:59:59.9999999")]
    [InlineData("instant", "0001-01-01T00:00:00Z")]
    [InlineData("instant", "0001-01-01T00:01:00+00:01")]
    [InlineData("instant", "9999-12-31T23:59:59.9999999-00:00")]
    [InlineData("instant", "2026-11-24T08:15:30.1234567890123456+14:00")]
    [InlineData("datetime", "2026-11-24")]
    [InlineData("datetime", "2026-11-24T08:15")]
    [InlineData("datetime", "2026-11-24T08:15:30.5")]
    [InlineData("datetime", "2026-11-24T08:15:30-05:00")]
    [InlineData("datetime", "2024-02-29T00:00:00Z")]
    [InlineData("uuid", "C8F2E1D0-0000-4000-8000-00000000000a")]
    [InlineData("version", "1.2")]
    [InlineData("version", "2026.01.05.2147483647")]
    [InlineData("char", "é")]
    [InlineData("char", "\uFFFF")]
    [InlineData("char", "\0")]
    [InlineData("bytes", "")]
    [InlineData("bytes", "AQ==")]
    [InlineData("memory", "AQI=")]
    [InlineData("uri", "https://u:p@example.org:8080/a/b;c=1?d=%5B%5D")]
    [InlineData("uri", "http://[2001:db8::1:192.0.2.1]/")]
    [InlineData("uri", "http://[1:2:3:4:5:6:7:8]/")]
    [InlineData("uri", "http://[1:2:3:4:5:6:7::]/")]
    [InlineData("uri", "urn:isbn:0451450523")]
    [InlineData("uri", "http://[::1]:80/%C3%A4#a?b/c")]
    public async Task A_text_of_the_form_is_accepted_and_binds(string function, string text)
    {
        Assert.Equal("", Functions[function].Faults(Args(text)));
        await Functions[function].RunAsync(Args(text));
    }

    [Theory]
    [InlineData("duration", "24:00:00")]
    [InlineData("duration", "00:60:00")]
    [InlineData("duration", "1:00:00")]
    [InlineData("duration", "00:00")]
    [InlineData("duration", "1")]
    [InlineData("duration", "01.00:00:00")]
    [InlineData("duration", "+00:00:00")]
    [InlineData("duration", " 00:00:00")]
    [InlineData("duration", "00:00:00\n")]
    [InlineData("duration", "00:00:00.")]
    [InlineData("duration", "00:00:00.12345678")]
    [InlineData("duration", "PT1H")]
    [InlineData("duration", "10675199.02:48:05.4775808")]
    [InlineData("duration", "10675199.02:48:05.48")]
    [InlineData("duration", "10675199.02:48:06")]
    [InlineData("duration", "10675200.00:00:00")]
    [InlineData("duration", "-10675199.02:48:05.4775809")]
    [InlineData("duration", "٠٠:٠٠:٠٠")]
    [InlineData("date", "2026-1-1")]
    [InlineData("date", "0000-01-01")]
    [InlineData("date", "10000-01-01")]
    [InlineData("date", "1900-02-29")]
    [InlineData("date", "2026-04-31")]
    [InlineData("date", "2026-11-24T00:00:00")]
    [InlineData("time", "8:15")]
    [InlineData("time", "24:00:00")]
    [InlineData("time", "08:15:60")]
    [InlineData("time", "08:15:30Z")]
    [InlineData("time", "1.08:15:30")]
    [InlineData("instant", "2026-11-24T08:15Z")]
    [InlineData("instant", "2026-11-24t08:15:30Z")]
    [InlineData("instant", "2026-11-24T08:15:30z")]
    [InlineData("instant", "2026-11-24 08:15:30Z")]
    [InlineData("instant", "2026-11-24T08:15:60Z")]
    [InlineData("instant", "2026-11-24T24:00:00Z")]
    [InlineData("instant", "2026-11-24T08:15:30.Z")]
    [InlineData("instant", "2026-11-24T08:15:30.12345678901234567Z")]
    [InlineData("instant", "2026-11-24T08:15:30+01")]
    [InlineData("instant", "2026-11-24T08:15:30+0100")]
    [InlineData("instant", "2026-11-24T08:15:30+14:01")]
    [InlineData("instant", "0001-01-01T00:00:00+00:01")]
    [InlineData("instant", "9999-12-31T23:59:00-00:01")]
    [InlineData("datetime", "2026-02-29T00:00:00")]
    [InlineData("datetime", "2026-11-24Z")]
    [InlineData("datetime", "2026-11-24T08")]
    [InlineData("datetime", "2026-11-24T08:15:30+01")]
    [InlineData("datetime", "9999-12-31T23:59:59-01:00")]
    [InlineData("uuid", "{c8f2e1d0-0000-4000-8000-000000000000}")]
    [InlineData("uuid", "c8f2e1d0000040008000000000000000")]
    [InlineData("version", "1")]
    [InlineData("version", "1.2.3.4.5")]
    [InlineData("version", "1. 2")]
    [InlineData("version", "1.+2")]
    [InlineData("version", "1.2147483648")]
    [InlineData("version", "1.00000000002")]
    [InlineData("char", "😀")]
    [InlineData("bytes", "AQI")]
    [InlineData("bytes", "AR==")]
    [InlineData("bytes", "A Q=")]
    [InlineData("bytes", "AQ-_")]
    [InlineData("uri", "example.org")]
    [InlineData("uri", "/a")]
    [InlineData("uri", "https://example.org/a b")]
    [InlineData("uri", "https://example.org/ä")]
    [InlineData("uri", "https://example.org/%zz")]
    [InlineData("uri", "https://example.org/a#b#c")]
    [InlineData("uri", "https://example.org/[a]")]
    [InlineData("uri", "http://example.org:99999/")]
    [InlineData("uri", "a://[b]/")]
    [InlineData("uri", "http://[1:2:3:4:5:6:7:8:9]/")]
    [InlineData("uri", "http://[1::2::3]/")]
    [InlineData("uri", "http:")]
    [InlineData("uri", "")]
    public void A_text_of_another_form_is_refused(string function, string text) =>
        Assert.Equal("pattern #/args/v", Functions[function].Faults(Args(text)));

    [Theory]
    [InlineData("duration", "24:00:00", "v must be a duration of the form [d.]hh:mm:ss[.fffffff], such as 1.06:30:00; got \"24:00:00\"")]
    [InlineData("date", "24.11.2026", "v must be a date of the form yyyy-MM-dd, such as 2026-11-24; got \"24.11.2026\"")]
    [InlineData("bytes", "!", "v must be base64 with its padding, such as AQI=; got \"!\"")]
    public void The_sentence_shows_the_form(string function, string text, string detail) =>
        Assert.Equal(detail, Assert.Single(Functions[function].Check(Args(text)).Faults).Detail);

    [Fact]
    public void A_date_is_accepted_when_it_is_in_the_calendar()
    {
        foreach (int year in Enumerable.Range(0, 2102).Concat([2400, 9600, 9999, 10000]))
        {
            for (int month = 0; month <= 13; month++)
            {
                for (int day = 28; day <= 32; day++)
                {
                    bool exists = year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day <= DateTime.DaysInMonth(year, month);
                    bool isGood = Functions["date"].Check(Args($"{year:0000}-{month:00}-{day:00}")).IsGood;
                    Assert.True(exists == isGood, $"{year:0000}-{month:00}-{day:00}");
                }
            }
        }
    }

    [Fact]
    public void Every_value_that_is_written_has_its_form_and_comes_back()
    {
        Round("duration", Gen.TimeSpan, TimeSpan.MinValue, TimeSpan.MaxValue, TimeSpan.Zero, TimeSpan.FromTicks(-1));
        Round("date", Gen.DateOnly, DateOnly.MinValue, DateOnly.MaxValue);
        Round("time", Gen.TimeOnly, TimeOnly.MinValue, TimeOnly.MaxValue);
        Round("instant", Gen.DateTimeOffset, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, new DateTimeOffset(
            1, 1, 1, 14, 0, 0, TimeSpan.FromHours(14)));
        Round(
            "datetime", Gen.Select(Gen.DateTime, Gen.Enum<DateTimeKind>(), DateTime.SpecifyKind), DateTime.MinValue, DateTime.MaxValue,
            DateTime.UnixEpoch);
        Round("uuid", Gen.Guid, Guid.Empty);
        Round(
            "version", Gen.Select(Gen.Int.NonNegative, Gen.Int.NonNegative, (a, b) => new Version(a, b)), new Version(0, 0),
            new Version(1, 2, 3, int.MaxValue));
        Round("char", Gen.Char.Where(c => !char.IsSurrogate(c)), '\0', '\uFFFF');
        Round("bytes", Gen.Byte.Array, [], [255]);
        Round("float", Gen.Float.Where(float.IsFinite), float.MaxValue, float.MinValue, float.Epsilon, -0f);
        Round("half", Gen.Select(Gen.UShort, BitConverter.UInt16BitsToHalf).Where(Half.IsFinite), Half.MaxValue, Half.MinValue);
        Round("decimal", Gen.Decimal, decimal.MaxValue, decimal.MinValue);
    }

    private static void Round<T>(string function, Gen<T> values, params T[] extremes) =>
        Gen.Frequency((9, values), (1, Gen.Int[0, extremes.Length - 1].Select(i => extremes[i]))).Sample(
            value =>
            {
                string sent = $$"""{"v":{{JsonSerializer.Serialize(value, new TaskSerializer().Write)}}}""";
                Assert.Equal("", Functions[function].Faults(sent));
                Assert.Equal(sent[5..^1], Functions[function].RunAsync(sent, CancellationToken.None).GetAwaiter().GetResult());
            },
            iter: 300);

    private static string Args(string text) => $$"""{"v":{{JsonSerializer.Serialize(text)}}}""";
}
