using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Errand.Binding.Text;

namespace Errand.Binding.Schema;

/// <summary>What the members of a dictionary may be called, which its keys decide.</summary>
internal static class SchemaKeys
{
    /// <summary>The schema of the names; null when any will do.</summary>
    public static JsonObject? Write(JsonTypeInfo map, bool isForArgs)
    {
        if (map.KeyType is not { } key || IsOfUser(map, isForArgs))
        {
            return null;
        }

        return key == typeof(bool) ? OneOf(bool.TrueString, bool.FalseString)
            : key.IsEnum ? OneOf(KeyText.Of(map.Options, key).NamesOf(Enum.GetValues(key)))
            : Form(key, isForArgs) is { } form ? new JsonObject { ["pattern"] = form.Pattern }
            : null;
    }

    /// <summary>Why the keys are unfit, as the end of a sentence; null when they are fit.</summary>
    public static string? Refusal(JsonTypeInfo map, bool isForArgs)
    {
        if (map.KeyType is not { } key || IsOfUser(map, isForArgs) || key == typeof(string) || key == typeof(bool) || key.IsEnum
            || Form(key, true) is not null)
        {
            return null;
        }

        if (!isForArgs && (key == typeof(object) || IsFraction(key)))
        {
            return null;
        }

        return IsFraction(key)
            ? $"is a dictionary with keys of type {key.Name}, each of which has many texts in JSON; use string keys"
            : $"is a dictionary with keys of type {key.Name}, which cannot be names in JSON; use string keys";
    }

    /// <summary>Whether a name of the right form may still be no key, or the same key as another name.</summary>
    public static bool NeedsTrial(JsonTypeInfo map) => map.KeyType is { } key
        && (IsOfUser(map, isForArgs: true) || (TextForm.Of(key) is not null && key != typeof(DateOnly) && key != typeof(char)));

    private static TextForm? Form(Type key, bool isForArgs) =>
        key == typeof(byte[]) || (key == typeof(Uri) && !isForArgs) ? null
        : key == typeof(char) ? TextForm.CharKey
        : TextForm.OfInteger(key) ?? TextForm.Of(key);

    private static bool IsFraction(Type key) =>
        key == typeof(double) || key == typeof(float) || key == typeof(Half) || key == typeof(decimal);

    /// <summary>A converter that a user wrote knows what a name may be. One that says nothing of names leaves them to the
    /// framework's.</summary>
    private static bool IsOfUser(JsonTypeInfo map, bool isForArgs)
    {
        JsonConverter converter = map.Options.GetTypeInfo(map.KeyType!).Converter;
        string method = isForArgs ? nameof(JsonConverter<>.ReadAsPropertyName) : nameof(JsonConverter<>.WriteAsPropertyName);
        Type? writtenIn = converter.GetType().GetMethod(method, BindingFlags.Public | BindingFlags.Instance)?.DeclaringType;
        return writtenIn is not null && writtenIn.Assembly != typeof(JsonSerializer).Assembly;
    }

    private static JsonObject OneOf(params IEnumerable<string> names) =>
        new() { ["enum"] = new JsonArray([.. names.Select(n => (JsonNode)n)]) };
}
