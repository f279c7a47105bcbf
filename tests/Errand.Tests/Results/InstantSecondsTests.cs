using System.Globalization;
using System.Text;
using CsCheck;
using Errand.Results.Reading;

namespace Errand.Tests.Results;

public sealed class InstantSecondsTests
{
    [Theory]
    [InlineData("1970-01-01T00:00:00Z", 0)]
    [InlineData("1970-01-01 00:00:00z", 0)]
    [InlineData("2026-11-24T08:15:30.125Z", 1795508130.125)]
    [InlineData("2026-11-24t09:15:30.125+01:00", 1795508130.125)]
    [InlineData("2026-11-24T02:45:30-05:30", 1795508130)]
    [InlineData("1969-12-31T23:59:59.5Z", -0.5)]
    [InlineData("0001-01-01T00:00:00Z", -62135596800)]
    [InlineData("9999-12-31T23:59:59Z", 253402300799)]
    [InlineData("2024-02-29T00:00:00Z", 1709164800)]
    [InlineData("1990-12-31T23:59:60Z", 662688000)]
    [InlineData("1990-12-31T15:59:60.25-08:00", 662688000.25)]
    [InlineData("2026-11-24T08:15:30.1234567890123456Z", 1795508130.1234568)]
    public void An_instant_is_seconds_since_1970(string text, double seconds)
    {
        Assert.True(InstantSeconds.TryRead(Encoding.UTF8.GetBytes(text), out double read));
        Assert.Equal(seconds, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-11-24")]
    [InlineData("2026-11-24T08:15:30")]
    [InlineData("2026-11-24T08:15Z")]
    [InlineData("2026-11-24T08:15:30.Z")]
    [InlineData("2026-11-24T08:15:30.12345678901234567Z")]
    [InlineData("2026-11-24T08:15:30,5Z")]
    [InlineData("2026-11-24T08:15:30+0100")]
    [InlineData("2026-11-24T08:15:30+24:00")]
    [InlineData("2026-11-24T08:15:30Z ")]
    [InlineData("2026-11-24T24:00:00Z")]
    [InlineData("2026-11-24T08:60:00Z")]
    [InlineData("2026-11-24T08:15:61Z")]
    [InlineData("2026-13-24T08:15:30Z")]
    [InlineData("2026-02-29T08:15:30Z")]
    [InlineData("2026-11-00T08:15:30Z")]
    [InlineData("0000-11-24T08:15:30Z")]
    [InlineData("2\u00e926-11-24T08:15:30Z")]
    [InlineData("+026-11-24T08:15:30Z")]
    public void A_text_that_is_none_is_not_read(string text) =>
        Assert.False(InstantSeconds.TryRead(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void Instants_are_read_as_the_framework_reads_them() =>
        Gen.Select(Gen.DateTime, Gen.Int[-14 * 60, 14 * 60]).Sample((time, minutes) =>
        {
            long ticks = Math.Clamp(time.Ticks, TimeSpan.TicksPerDay, DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay);
            var instant = new DateTimeOffset(ticks, TimeSpan.FromMinutes(minutes));
            string text = instant.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture);

            Assert.True(InstantSeconds.TryRead(Encoding.UTF8.GetBytes(text), out double seconds));
            Assert.Equal((instant - DateTimeOffset.UnixEpoch).TotalSeconds, seconds, 1e-4);
        });
}
