using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Errand.Tests.Binding;

/// <summary>Changes one place of a value, so that it is often just not valid any more.</summary>
internal sealed class JsonMutation(Random random)
{
    private static readonly string[] Others =
        ["null", "true", "0", "-1", "1.5", "1e2", "\"\"", "\"x\"", "[]", "{}", "[null]", "{\"a\":1}", "\"NaN\"", "1e400", "-0"];
    private const string Characters = "aZ09_-.:+/ T é=";

    public JsonNode? Apply(JsonNode? value)
    {
        var holder = new JsonArray(value?.DeepClone());
        List<(JsonNode Parent, string? Name, int Index)> places = [.. Places(holder)];
        (JsonNode parent, string? name, int index) = places[random.Next(places.Count)];
        if (parent is JsonObject owner && random.Next(4) == 0)
        {
            ChangeMember(owner, name!);
        }
        else
        {
            JsonNode? old = name is null ? parent[index] : parent[name];
            JsonNode? changed = Change(old);
            if (name is null)
            {
                parent[index] = changed;
            }
            else
            {
                parent[name] = changed;
            }
        }

        return holder[0]?.DeepClone();
    }

    private void ChangeMember(JsonObject owner, string name)
    {
        switch (random.Next(3))
        {
            case 0:
                owner.Remove(name);
                break;
            case 1:
                JsonNode? moved = owner[name]?.DeepClone();
                owner.Remove(name);
                owner[Perturb(name)] = moved;
                break;
            default:
                owner[Perturb(name)] = owner[name]?.DeepClone();
                break;
        }
    }

    private JsonNode? Change(JsonNode? old) => (random.Next(4), old) switch
    {
        (0, _) => JsonNode.Parse(Others[random.Next(Others.Length)]),
        (1, _) => random.Next(2) == 0 ? new JsonArray(old?.DeepClone()) : new JsonObject { ["a"] = old?.DeepClone() },
        (_, JsonObject o) => With(o, "extra"),
        (_, JsonArray { Count: > 0 } a) => new JsonArray(
            [.. (random.Next(2) == 0 ? a.Skip(1) : a.Append(a[0])).Select(i => i?.DeepClone())]),
        (_, JsonArray) => new JsonArray(JsonNode.Parse(Others[random.Next(Others.Length)])),
        (_, JsonValue v) when v.GetValueKind() == JsonValueKind.String => Perturb(v.GetValue<string>()),
        (_, JsonValue v) when v.GetValueKind() == JsonValueKind.Number => JsonNode.Parse(Neighbour(v.ToJsonString())),
        _ => JsonNode.Parse(Others[random.Next(Others.Length)]),
    };

    private static JsonObject With(JsonObject members, string name)
    {
        var more = (JsonObject)members.DeepClone();
        more[name] = 1;
        return more;
    }

    private string Perturb(string text)
    {
        string c = Characters[random.Next(Characters.Length)].ToString();
        int at = random.Next(text.Length + 1);
        if (at > 0 && at < text.Length && char.IsLowSurrogate(text[at]))
        {
            at--;
        }

        int length = at == text.Length ? 0 : char.IsHighSurrogate(text[at]) ? 2 : 1;
        return random.Next(3) switch
        {
            0 => text.Insert(at, c),
            1 => text.Remove(at, length),
            _ => text.Remove(at, length).Insert(at, c),
        };
    }

    /// <summary>The same number in another spelling, or one a little off.</summary>
    private string Neighbour(string number)
    {
        bool isPlain = !number.Contains('.', StringComparison.Ordinal) && !number.Contains('e', StringComparison.OrdinalIgnoreCase);
        return (random.Next(6), isPlain) switch
        {
            (0, true) => $"{number}e0",
            (1, true) => $"{number}.00",
            (2, true) when number is not ("0" or "-0") => $"{number}0e-1",
            (3, true) => $"{number}.5",
            (_, true) => (System.Numerics.BigInteger.Parse(number, CultureInfo.InvariantCulture) + random.Next(-1, 2))
                .ToString(CultureInfo.InvariantCulture),
            _ => number.StartsWith('-') ? number[1..] : $"-{number}",
        };
    }

    private static IEnumerable<(JsonNode Parent, string? Name, int Index)> Places(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray array:
                for (int i = 0; i < array.Count; i++)
                {
                    yield return (array, null, i);
                    foreach ((JsonNode Parent, string? Name, int Index) place in Places(array[i]))
                    {
                        yield return place;
                    }
                }

                break;
            case JsonObject owner:
                foreach ((string name, JsonNode? member) in owner)
                {
                    yield return (owner, name, 0);
                    foreach ((JsonNode Parent, string? Name, int Index) place in Places(member))
                    {
                        yield return place;
                    }
                }

                break;
        }
    }
}
