using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Errand.Binding.Values;

/// <summary>Which types the serializer would write without their data. It says nothing of them, so we do.</summary>
internal static class JsonForm
{
    /// <summary>Types of the framework, and what to hand over instead. What derives from them or implements them is meant too.</summary>
    private static readonly (string Type, string Instead)[] WithoutForm =
    [
        ("System.IO.Stream", "read it, and use its content as a string or a byte[]"),
        ("System.IO.TextReader", "read it, and use its text"),
        ("System.IO.TextWriter", "use its text"),
        ("System.IO.Pipelines.PipeReader", "read it, and use its content as a string or a byte[]"),
        ("System.IO.FileSystemInfo", "use its FullName"),
        ("System.Text.StringBuilder", "use its ToString()"),
        ("System.Exception", "use its Message"),
        ("System.Threading.Tasks.Task", "await it"),
        ("System.Threading.Tasks.ValueTask", "await it"),
        ("System.Threading.Tasks.ValueTask`1", "await it"),
        ("System.Collections.Generic.IAsyncEnumerable`1", "use a list, or return it by itself"),
        ("System.Collections.IEnumerator", "use the sequence itself"),
        ("System.Collections.Generic.IAsyncEnumerator`1", "use a list"),
        ("System.IObservable`1", "use a list"),
        ("System.Linq.IGrouping`2", "its key would be lost; use ToDictionary(g => g.Key, g => g.ToArray())"),
        ("System.Buffers.ReadOnlySequence`1", "use its ToArray()"),
        ("System.Text.Encoding", "use its WebName"),
        ("System.Text.RegularExpressions.Regex", "use its ToString()"),
        ("System.Globalization.CultureInfo", "use its Name"),
        ("System.TimeZoneInfo", "use its Id"),
        ("System.Net.IPAddress", "use its ToString()"),
        ("System.Net.EndPoint", "use its ToString()"),
        ("System.Xml.XmlNode", "use its OuterXml"),
        ("System.Xml.Linq.XObject", "use its ToString()"),
        ("System.Data.DataSet", "use lists of records"),
        ("System.Data.DataTable", "use a list of records"),
        ("System.Data.DataRow", "use a record"),
        ("System.Data.IDataReader", "read it, and use a list of records"),
        ("System.Net.Http.HttpContent", "read it, and use its content as a string or a byte[]"),
        ("System.Net.Http.HttpResponseMessage", "read it, and use its content as a string or a byte[]"),
        ("Microsoft.AspNetCore.Http.IResult", "it answers an HTTP request; return the value itself"),
        ("Microsoft.AspNetCore.Mvc.IActionResult", "it answers an HTTP request; return the value itself"),
        ("Microsoft.AspNetCore.Mvc.Infrastructure.IConvertToActionResult", "it answers an HTTP request; return the value itself"),
    ];

    private static readonly Dictionary<string, string> Instead = WithoutForm.ToDictionary(t => t.Type, t => t.Instead);

    /// <summary>Why the type has no JSON form and what to do, as the end of a sentence that names a place; null when it has one.</summary>
    public static string? Refusal(JsonTypeInfo contract)
    {
        if (contract.Kind == JsonTypeInfoKind.None)
        {
            // It has a converter, so it has a form.
            return null;
        }

        string start = $"is of type {TypeName.Of(contract.Type)}";
        return Itself(contract.Type).Select(t => Instead.GetValueOrDefault(t))
            .FirstOrDefault(i => i is not null) is { } instead ? $"{start}, which has no JSON form: {instead}"
            : HidesAll(contract) ? $"{start}, whose data JSON cannot see: make it public properties or fields, or add a converter with Json(…)"
            : LeftOut(contract) is { } member ? $"{start}, a collection whose member \"{member}\" JSON would leave out: keep the items in a property of their own"
            : null;
    }

    private static IEnumerable<string> Itself(Type type)
    {
        for (Type? up = type; up is not null; up = up.BaseType)
        {
            yield return FullName(up);
        }

        foreach (Type implemented in type.GetInterfaces())
        {
            yield return FullName(implemented);
        }
    }

    private static string FullName(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName ?? type.Name;

    /// <summary>An object without a member, though it holds something.</summary>
    private static bool HidesAll(JsonTypeInfo contract) =>
        contract.Kind == JsonTypeInfoKind.Object && !contract.Properties.Any(p => p.Get is not null || p.Set is not null)
        && Fields(contract.Type).Any() && !Members(contract.Type).Any(IsIgnored);

    /// <summary>What a collection of the program's own holds besides its items.</summary>
    private static string? LeftOut(JsonTypeInfo contract) =>
        contract.Kind is JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary && !contract.Type.IsArray
            ? Members(contract.Type).FirstOrDefault(m => !Framework.Has(m.DeclaringType!) && !IsIgnored(m) && IsData(m))?.Name
            : null;

    private static bool IsData(MemberInfo member) =>
        member is FieldInfo
        || (member is PropertyInfo property && property.GetIndexParameters().Length == 0 && property.SetMethod is { IsPublic: true });

    private static bool IsIgnored(MemberInfo member) => member.IsDefined(typeof(JsonIgnoreAttribute), inherit: true);

    private static IEnumerable<MemberInfo> Members(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance), .. type.GetFields(
            BindingFlags.Public | BindingFlags.Instance)];

    private static IEnumerable<FieldInfo> Fields(Type type)
    {
        const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        for (Type? up = type; up is not null && up != typeof(object); up = up.BaseType)
        {
            foreach (FieldInfo field in up.GetFields(Declared))
            {
                yield return field;
            }
        }
    }
}
