using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using CsCheck;
using Errand.Binding.Values;
using Errand.Types;

namespace Errand.Tests.Binding;

public sealed class PropertyTests
{
    /// <summary>A few seconds' worth: without dynamic code each one takes ten times as long.</summary>
    private static readonly int Iterations = RuntimeFeature.IsDynamicCodeSupported ? 10_000 : 1_000;

    private sealed record Everything(
        int I, byte? B, long L, double D, decimal M, bool Yes, string S, string? T, Mode Mode, Colors[] Colors, Guid? Id,
        DateTimeOffset? At,
        List<Item> Items, Dictionary<string, double> Map, Tree? Tree, JsonElement Any, int Optional = 3);

    private static readonly TaskSerializer Written = new();

    private static readonly Bound Function = new((Everything e) => e);

    // Fragments that are often near a rule's edge; most bodies made of them are wrong in several ways at once.
    private static readonly Gen<string> Scalar = Gen.OneOf(
        Gen.Int.Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        Gen.Double.Select(d => JsonSerializer.Serialize(d, Written.Write)),
        Gen.String.Select(s => JsonSerializer.Serialize(s, Written.Write)),
        Gen.OneOf<string>(
            "null", "true", "false", "0", "-0", "1.0", "1e2", "1e999", "256", "-1", "9223372036854775808", "\"\"", "\"NaN\"",
            "\"Infinity\"", "\"Fast\"", "\"fast\"", "\"Red\"",
            "\"Red, Green\"", "\"\\ud800\"", "\"\\ud83d\\ude00\"", "\"\\u0000\"", "\"2026-11-24T08:15:30Z\"",
            "\"c8f2e1d0-0000-4000-8000-000000000000\"",
            "01", "nul", "\"", "/**/1", "1e-400", "79228162514264337593543950336"));

    private static readonly Gen<string> Name = Gen.OneOf(
        Gen.OneOf<string>(
            "i", "b", "l", "d", "m", "yes", "s", "t", "mode", "colors", "id", "at", "items", "map", "tree", "any", "optional", "name",
            "value", "children",
            "I", "\\u0069", "\\ud800", "a/b~"),
        Gen.String.Select(s => JsonSerializer.Serialize(s, Written.Write)[1..^1]));

    private static readonly Gen<string> Json = Gen.Recursive<string>((depth, inner) => depth > 3
        ? Scalar
        : Gen.Frequency(
            (3, Scalar),
            (1, inner.Array[0, 4].Select(items => $"[{string.Join(',', items)}]")),
            (2, Gen.Select(Name, inner).Array[0, 6].Select(ms => $"{{{string.Join(',', ms.Select(m => $"\"{m.Item1}\":{m.Item2}"))}}}"))));

    private static readonly Gen<string> Body = Gen.OneOf(
        Json,
        Gen.Select(Name, Json).Array[0, 20].Select(ms => $"{{{string.Join(',', ms.Select(m => $"\"{m.Item1}\":{m.Item2}"))}}}"));

    [Fact]
    public void The_check_never_throws_and_agrees_with_a_strict_parser_on_what_is_malformed() =>
        Body.Sample(
            body =>
            {
                ArgsVerdict verdict = Function.Check(body);
                Assert.All(verdict.Faults, f => Assert.StartsWith("#/args", f.Pointer, StringComparison.Ordinal));
                Assert.Equal(IsAcceptable(body), verdict.Malformed is null);
            },
            iter: Iterations);

    [Fact]
    public void The_check_never_throws_at_random_bytes() =>
        Gen.Select(Body, Gen.Byte, Gen.Int[0, 1000]).Sample(
            (body, b, at) =>
            {
                byte[] bytes = Encoding.UTF8.GetBytes(body + " ");
                bytes[at % bytes.Length] = b;
                Function.Check(bytes);
            },
            iter: Iterations);

    [Fact]
    public void What_the_check_passes_binds_and_comes_back_the_same()
    {
        var values = Gen.Select(
            Gen.Select(Gen.Int, Gen.Byte.Nullable(), Gen.Long, Gen.Double, Gen.Decimal, Gen.Bool, Gen.String, Gen.String.Null()),
            Gen.Select(
                Gen.Enum<Mode>(), Gen.Enum<Colors>().Where(c => Enum.IsDefined(c)).Array, Gen.Guid.Nullable(),
                Gen.DateTimeOffset.Nullable()),
            Gen.Select(Gen.String.Select(s => new Item(s)).List, Gen.Dictionary(Gen.String, Gen.Double)[0, 5], Json.Where(IsAcceptable)),
            (a, b, c) => new Everything(
                a.Item1, a.Item2, a.Item3, a.Item4, a.Item5, a.Item6, a.Item7, a.Item8, b.Item1, b.Item2, b.Item3, b.Item4,
                c.Item1, c.Item2, new Tree(1, [new Tree(2, [])]),
                JsonDocument.Parse(HasNoLoneSurrogate(c.Item3) ? c.Item3 : "0").RootElement));
        values.Sample(
            value =>
            {
                string sent = JsonSerializer.Serialize(value, Written.Write);
                Assert.Equal("", Function.Faults(sent));
                string result = Function.RunAsync(sent, CancellationToken.None).GetAwaiter().GetResult();
                Assert.Equal(sent, result);
            },
            iter: Iterations / 10);
    }

    [Fact]
    public void Whatever_single_value_the_check_passes_binds()
    {
        Bound[] functions =
        [
            new((uint v, int x = 0) => v), new((Half v, int x = 0) => v), new((float v, int x = 0) => v), new((decimal v, int x = 0) => v),
            new((UInt128 v, int x = 0) => v),
            new((Mode? v, int x = 0) => v), new((Colors v, int x = 0) => v), new((DateTime v, int x = 0) => v),
            new((Guid v, int x = 0) => v), new((char v, int x = 0) => v),
            new((Item? v, int x = 0) => v), new((Dictionary<int, Item?> v, int x = 0) => v), new((Shape v, int x = 0) => v),
            new((object v, int x = 0) => v), new((HashSet<long?> v, int x = 0) => v),
            new((Dictionary<Mode, int> v, int x = 0) => v), new((TimeSpan v, int x = 0) => v), new((Version v, int x = 0) => v),
            new((byte[] v, int x = 0) => v), new((Settings v, int x = 0) => v),
        ];
        Gen.Select(Gen.Int[0, functions.Length - 1], Json).Sample(
            (i, json) =>
            {
                string args = $$"""{"v":{{json}}}""";
                if (functions[i].Check(args).IsGood)
                {
                    functions[i].RunAsync(args, CancellationToken.None).GetAwaiter().GetResult();
                }
            },
            iter: Iterations);
    }

    private static bool IsAcceptable(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = true });
            return HasNoDuplicate(document.RootElement);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool HasNoDuplicate(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().All(HasNoDuplicate),
        JsonValueKind.Object => element.EnumerateObject().All(p => HasNoDuplicate(p.Value))
            && element.EnumerateObject().Select(NameOf).OfType<string>().GroupBy(n => n).All(g => g.Count() == 1),
        _ => true,
    };

    /// <summary>Null for a name that is no text.</summary>
    private static string? NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static bool HasNoLoneSurrogate(string json) => !json.Contains("\\ud800", StringComparison.Ordinal);
}
