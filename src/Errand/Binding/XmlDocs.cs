using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using System.Xml;
using System.Xml.Linq;

namespace Errand.Binding;

/// <summary>The documentation comments of one assembly, if the compiler put them beside it.</summary>
internal sealed class XmlDocs
{
    private static readonly ConcurrentDictionary<Assembly, XmlDocs> Loaded = new();

    private readonly Dictionary<string, XElement> _members;

    private XmlDocs(Dictionary<string, XElement> members) => _members = members;

    public static XmlDocs Of(MemberInfo member) => Loaded.GetOrAdd(member.Module.Assembly, Load);

    public string? Summary(MethodInfo method) => Text(Find(method)?.Element("summary"));

    public string? Parameter(ParameterInfo parameter) =>
        parameter.Member is MethodInfo method ? Text(Parameter(Find(method), parameter.Name)) : null;

    public string? Summary(Type type) => Text(_members.GetValueOrDefault($"T:{XmlDocId.Of(type)}")?.Element("summary"));

    /// <summary>A property's summary, or for a record's parameter what the record's comment says of it.</summary>
    public string? Member(JsonPropertyInfo property)
    {
        if (property.AttributeProvider is not MemberInfo { DeclaringType: { } type } member)
        {
            return null;
        }

        string kind = member is FieldInfo ? "F" : "P";
        return Text(_members.GetValueOrDefault($"{kind}:{XmlDocId.Of(type)}.{member.Name}")?.Element("summary"))
            ?? Text(Parameter(_members.GetValueOrDefault($"T:{XmlDocId.Of(type)}"), member.Name));
    }

    private XElement? Find(MethodInfo method) => _members.GetValueOrDefault($"M:{XmlDocId.Of(method)}");

    private static XElement? Parameter(XElement? member, string? name) =>
        member?.Elements("param").FirstOrDefault(p => (string?)p.Attribute("name") == name);

    private static string? Text(XElement? element)
    {
        if (element is null)
        {
            return null;
        }

        IEnumerable<string> parts = element.Nodes().Select(n => n switch
        {
            XText text => text.Value,
            XElement { IsEmpty: true } reference => ((string?)reference.Attribute("cref") ?? (string?)reference.Attribute("name"))?.Split('(')[0].Split('.', ':')[^1] ?? " ",
            XElement inner => inner.Value,
            _ => "",
        });
        string joined = string.Join(' ', string.Concat(parts).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return joined.Length == 0 ? null : joined;
    }

    private static XmlDocs Load(Assembly assembly)
    {
        var members = new Dictionary<string, XElement>();
        string path = Path.Combine(AppContext.BaseDirectory, $"{assembly.GetName().Name}.xml");
        try
        {
            foreach (XElement member in File.Exists(path) ? XDocument.Load(path).Descendants("member") : [])
            {
                members[(string?)member.Attribute("name") ?? ""] = member;
            }
        }
        catch (Exception e) when (e is XmlException or IOException or UnauthorizedAccessException)
        {
            // Comments are a courtesy; a program without them works the same.
        }

        return new XmlDocs(members);
    }
}
