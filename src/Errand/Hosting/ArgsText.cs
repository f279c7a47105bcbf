using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Errand.Binding;

namespace Errand.Hosting;

/// <summary>Arguments given in C# as the JSON that a client would send.</summary>
internal static class ArgsText
{
    public static byte[] Write(object? args) => args switch
    {
        null => "{}"u8.ToArray(),
        _ when IsAnonymous(args.GetType()) => JsonSerializer.SerializeToUtf8Bytes(AsWritten(args), TaskJson.Options),
        _ => JsonSerializer.SerializeToUtf8Bytes(args, args.GetType(), TaskJson.Options),
    };

    /// <summary>The members of an anonymous object stand for a function's parameters, whose names are as written.</summary>
    private static JsonObject AsWritten(object args)
    {
        var written = new JsonObject();
        foreach (PropertyInfo property in args.GetType().GetProperties())
        {
            written[property.Name] = JsonSerializer.SerializeToNode(property.GetValue(args), property.PropertyType, TaskJson.Options);
        }

        return written;
    }

    private static bool IsAnonymous(Type type) =>
        type.Name.Contains("AnonymousType", StringComparison.Ordinal) && type.IsDefined(typeof(CompilerGeneratedAttribute), false);
}
