using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Errand.Tests.Contract.Fuzz;

/// <summary>Texts that programs stumble over, and some that fit.</summary>
internal sealed class FuzzText(Random random)
{
    private static readonly string[] Odd =
    [
        "", " ", "0", "-0", "-1", "1.5", "1e2", "1e400", "-1e400", "NaN", "Infinity", "9223372036854775807", "9223372036854775808",
        "2147483648", "99999999999999999999999999", "0x10", "1,2", "١", "null", "true", "[]", "{}", "\"", "'", "\\", "/", "//", "..", "../..", ".",
        "*", "?", "#", "a b", "a\tb", "a\r\nb", "\0", "a\0b", "é", "😀", "\uFFFD", "errand.x", "errand.", "errand:x", "a:b", "type:", "type:add",
        "-type:add", "\"a", "args.x:1..2", "created:>6h", "q:()", ":", "a=b", "a&b", "%", "%s%n", "${jndi:ldap://x}", "<script>", "'; DROP TABLE task;--",
        "2026-11-30T00:00:00Z", "9999-12-31T23:59:59.999Z", "0001-01-01T00:00:00Z", "2026-13-01", "1h", "-1h", "99999999999d", "1:2", ":5", "5:",
        "/", "/0", "/*/*", "/~2", "/a/b/c", "1.1", "0.0", "999999999999.1", "W/\"x\"", "bytes=0-", "bytes=5-1", "bytes=-0", "csv", "npy", "gzip",
    ];

    /// <summary>Bytes that are not UTF-8, percent-encoded: overlong, a half surrogate, broken off, none at all.</summary>
    private static readonly string[] OddlyEncoded = ["%C0%80", "%ED%A0%80", "%E2%82", "%FF", "%", "%2", "%zz", "%00", "%0d%0a", "%2F", "%252F", "+"];

    public string OneOf(params ReadOnlySpan<string> texts) => texts[random.Next(texts.Length)];

    public bool Happens(double chance) => random.NextDouble() < chance;

    public string OddOne() => random.Next(12) switch
    {
        0 => new string('a', random.Next(1, 3000)),
        1 => new string('9', random.Next(1, 400)),
        2 => string.Concat(Enumerable.Range(0, random.Next(1, 20)).Select(_ => Odd[random.Next(Odd.Length)])),
        3 => string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => (char)random.Next(0x20, 0xD800))),
        _ => Odd[random.Next(Odd.Length)],
    };

    /// <summary>As a part of an address; sometimes with an escape that means nothing.</summary>
    public string Escaped(string text) => Uri.EscapeDataString(text) + (Happens(0.05) ? OneOf(OddlyEncoded) : "");

    /// <summary>A value that fits a JSON Schema of a query parameter.</summary>
    public string Fitting(string schema)
    {
        var rules = JsonElement.Parse(schema);
        if (rules.TryGetProperty("enum", out JsonElement words))
        {
            return words[random.Next(words.GetArrayLength())].ToString();
        }

        double min = rules.TryGetProperty("minimum", out JsonElement least) ? least.GetDouble() : 0;
        double max = rules.TryGetProperty("maximum", out JsonElement most) ? most.GetDouble() : min + 100;
        return rules.GetProperty("type").GetString() switch
        {
            "integer" => ((long)(min + (random.NextDouble() * (max - min)))).ToString(CultureInfo.InvariantCulture),
            "number" => (min + (random.NextDouble() * Math.Min(max - min, 100))).ToString("0.###", CultureInfo.InvariantCulture),
            "boolean" => OneOf("true", "false"),
            _ => OneOf(
                "add", "echo", "default", "fuzz", "waiting", "done", "failed", "ready", "type:echo", "status:done x:>1", "1h", "2026-11-30T00:00:00Z",
                "id", "id,type", "/0", "/*", "/x", "/0/*", "0:2", "x", "-x", "args", "args.x", "a"),
        };
    }

    /// <summary>Changes some bytes, so that most of it stays what it was.</summary>
    public byte[] Damaged(byte[] bytes)
    {
        var damaged = new List<byte>(bytes);
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            int at = random.Next(damaged.Count + 1);
            switch (random.Next(6))
            {
                case 0 when damaged.Count > 0:
                    damaged.RemoveRange(at, damaged.Count - at);
                    break;
                case 1 when at < damaged.Count:
                    damaged[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2 when at < damaged.Count:
                    damaged.RemoveAt(at);
                    break;
                case 3:
                    damaged.InsertRange(at, Encoding.UTF8.GetBytes(OddOne()));
                    break;
                case 4:
                    damaged.InsertRange(at, (byte[])[0xED, 0xA0, 0x80]);
                    break;
                default:
                    damaged.Insert(at, (byte)random.Next(256));
                    break;
            }
        }

        return [.. damaged];
    }
}
