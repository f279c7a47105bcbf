using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using System.Xml;

namespace Errand.Binding.Schema;

/// <summary>The documentation comments of one assembly, if the compiler put them next to it.</summary>
internal sealed class XmlDocs
{
    private static readonly ConcurrentDictionary<Assembly, XmlDocs> Loaded = new();

    /// <summary>Where the parts of a member's comment stand in a document: <c>doc</c>, <c>members</c>, <c>member</c>, part.</summary>
    private const int PartDepth = 3;

    private static readonly XmlReaderSettings Readable =
        new() { IgnoreComments = true, IgnoreProcessingInstructions = true, DtdProcessing = DtdProcessing.Ignore };

    private readonly Dictionary<string, Comment> _members = [];

    public static XmlDocs Of(MemberInfo member) => Loaded.GetOrAdd(member.Module.Assembly, Load);

    public string? Summary(MethodInfo method) => Find(method)?.Summary;

    public string? Parameter(ParameterInfo parameter) =>
        parameter is { Member: MethodInfo method, Name: { } name } ? Find(method)?.Parameters.GetValueOrDefault(name) : null;

    public string? Summary(Type type) => Find(type)?.Summary;

    /// <summary>A property's summary, or for a record's parameter what the record's comment says of it.</summary>
    public string? Member(JsonPropertyInfo property)
    {
        if (property.AttributeProvider is not MemberInfo { DeclaringType: { } type } member)
        {
            return null;
        }

        string kind = member is FieldInfo ? "F" : "P";
        return _members.GetValueOrDefault($"{kind}:{XmlDocId.Of(type)}.{member.Name}")?.Summary
            ?? Find(type)?.Parameters.GetValueOrDefault(member.Name);
    }

    private Comment? Find(MethodInfo method) => _members.GetValueOrDefault($"M:{XmlDocId.Of(method)}");

    private Comment? Find(Type type) => _members.GetValueOrDefault($"T:{XmlDocId.Of(type)}");

    private static XmlDocs Load(Assembly assembly)
    {
        var docs = new XmlDocs();
        string path = Path.Combine(AppContext.BaseDirectory, $"{assembly.GetName().Name}.xml");
        if (File.Exists(path))
        {
            docs.Read(path);
        }

        return docs;
    }

    private void Read(string path)
    {
        try
        {
            using var reader = XmlReader.Create(path, Readable);
            Comment? comment = null;
            while (reader.Read())
            {
                if (reader is { NodeType: XmlNodeType.Element, Depth: PartDepth - 1, Name: "member" })
                {
                    _members[reader.GetAttribute("name") ?? ""] = comment = new Comment();
                }
                else if (reader is { NodeType: XmlNodeType.Element, Depth: PartDepth })
                {
                    comment?.Read(reader);
                }
            }
        }
        catch (Exception e) when (e is XmlException or IOException or UnauthorizedAccessException)
        {
            // Comments are a courtesy; a program without them works the same.
        }
    }

    private sealed class Comment
    {
        public string? Summary { get; private set; }

        public Dictionary<string, string> Parameters { get; } = [];

        /// <summary>One part.</summary>
        /// <param name="reader">At its beginning; then at its end.</param>
        public void Read(XmlReader reader)
        {
            if (reader.Name == "summary")
            {
                Summary ??= Text(reader);
            }
            else if (reader.Name == "param" && reader.GetAttribute("name") is { } name && Text(reader) is { } text)
            {
                Parameters.TryAdd(name, text);
            }
        }

        private static string? Text(XmlReader reader)
        {
            if (reader.IsEmptyElement)
            {
                return null;
            }

            var text = new StringBuilder();
            while (reader.Read() && reader.Depth > PartDepth)
            {
                // An empty element stands for what it refers to, by its last name.
                text.Append(reader is { NodeType: XmlNodeType.Element, IsEmptyElement: true }
                    ? (reader.GetAttribute("cref") ?? reader.GetAttribute("name"))?.Split('(')[0].Split('.', ':')[^1] ?? " "
                    : reader.Value);
            }

            string joined = string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            return joined.Length == 0 ? null : joined;
        }
    }
}
