using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Errand.Binding.Values;

namespace Errand.Binding.Schema;

/// <summary>Schemas of records and classes.</summary>
internal sealed class SchemaObjects(string taskType, bool isForArgs)
{
    public JsonObject Write(JsonTypeInfo type, SchemaSite site, Func<SchemaSite, JsonObject> write)
    {
        RefuseUnfit(type, site);
        if (type.PolymorphismOptions is not { } options)
        {
            return WriteMembers(type, site, write);
        }

        var choices = new JsonArray();
        foreach (JsonDerivedType derived in options.DerivedTypes.Where(d => d.TypeDiscriminator is not null))
        {
            JsonTypeInfo choice = type.Options.GetTypeInfo(derived.DerivedType);
            JsonObject node = WriteMembers(choice, site, write);
            AddDiscriminator(node, options.TypeDiscriminatorPropertyName, derived.TypeDiscriminator!);
            choices.Add(node);
        }

        if (!IsAbstract(type))
        {
            // What names no type is the base itself.
            choices.Add(WriteMembers(type, site, write));
        }

        return new JsonObject { ["type"] = "object", ["anyOf"] = choices };
    }

    /// <summary>The types of what is in a type: members, items, derived types.</summary>
    public IEnumerable<Type> Parts(JsonTypeInfo type) => type.Kind switch
    {
        JsonTypeInfoKind.Object => Members(type).Select(m => m.PropertyType).Concat(
            type.PolymorphismOptions?.DerivedTypes.Select(d => d.DerivedType) ?? []),
        JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary => [type.ElementType!],
        _ => [],
    };

    private JsonObject WriteMembers(JsonTypeInfo type, SchemaSite site, Func<SchemaSite, JsonObject> write)
    {
        var docs = XmlDocs.Of(type.Type);
        var members = new JsonObject();
        var required = new JsonArray();
        foreach (JsonPropertyInfo property in Members(type))
        {
            SchemaSite member = Member(property, type, site, docs);
            JsonObject node = write(member);
            if (property.AssociatedParameter is { HasDefaultValue: true } parameter)
            {
                SchemaDefault.Put(node, parameter.DefaultValue, member);
            }

            if (!isForArgs && member.Attributes.OfType<ErrorOfAttribute>().FirstOrDefault() is { } errors)
            {
                node[SchemaHintNames.ErrorOf] = NameOf(errors.Member, type, member);
            }

            members[property.Name] = node;
            if (IsRequired(property, member))
            {
                required.Add((JsonNode)property.Name); // Without the cast it is the generic overload, which needs reflection.
            }
        }

        var written = new JsonObject { ["type"] = "object", ["properties"] = members };
        if (required.Count > 0)
        {
            written["required"] = required;
        }

        if (!IsOpen(type))
        {
            written["additionalProperties"] = false;
        }

        return written;
    }

    /// <summary>The name in JSON of a member that an attribute names as C# does.</summary>
    private string NameOf(string member, JsonTypeInfo type, SchemaSite site) =>
        Members(type).FirstOrDefault(property => (property.AttributeProvider as MemberInfo)?.Name == member)?.Name
        ?? throw SchemaWriter.Unfit(
            taskType, site, $"has [ErrorOf] with \"{member}\", but {TypeName.Of(type.Type)} has no such member; use nameof");

    private SchemaSite Member(JsonPropertyInfo property, JsonTypeInfo owner, SchemaSite site, XmlDocs docs)
    {
        JsonParameterInfo? parameter = property.AssociatedParameter;
        NullabilityInfo? nullability = parameter?.AttributeProvider is ParameterInfo p
            ? new NullabilityInfoContext().Create(p)
            : property.AttributeProvider switch
            {
                PropertyInfo clr => new NullabilityInfoContext().Create(clr),
                FieldInfo clr => new NullabilityInfoContext().Create(clr),
                _ => null,
            };
        bool mayBeNull = property.PropertyType.IsValueType
            ? Nullable.GetUnderlyingType(property.PropertyType) is not null
            : isForArgs ? parameter?.IsNullable ?? property.IsSetNullable : property.IsGetNullable;
        return new SchemaSite
        {
            Type = OwnContract(property, owner) ?? owner.Options.GetTypeInfo(property.PropertyType),
            HasOwnConverter = OwnContract(property, owner) is not null,
            Words = $"the member \"{property.Name}\" of {site.Words}",
            MayBeNull = mayBeNull,
            Nullability = nullability,
            Attributes =
            [
                .. Attributes(property.AttributeProvider),
                .. parameter is null ? OfConstructors(property) : Attributes(parameter.AttributeProvider),
            ],
            Description = (property.AttributeProvider as MemberInfo)?
                .GetCustomAttribute<System.ComponentModel.DescriptionAttribute>()?.Description
                ?? (parameter?.AttributeProvider as ParameterInfo)?
                    .GetCustomAttribute<System.ComponentModel.DescriptionAttribute>()?.Description
                ?? docs.Member(property),
        };
    }

    /// <summary>A member's own converter or number handling, made a contract of its own so that it can be asked.</summary>
    private static JsonTypeInfo? OwnContract(JsonPropertyInfo property, JsonTypeInfo owner)
    {
        JsonNumberHandling? handling = property.NumberHandling ?? (LeafText.IsNumber(property.PropertyType) ? owner.NumberHandling : null);
        if (property.CustomConverter is null && handling is null)
        {
            return null;
        }

        var options = new JsonSerializerOptions(property.Options);
        options.NumberHandling = handling ?? options.NumberHandling;
        if (property.CustomConverter is { } converter)
        {
            options.Converters.Insert(0, converter);
        }

        return options.GetTypeInfo(property.PropertyType);
    }

    private IEnumerable<JsonPropertyInfo> Members(JsonTypeInfo type) => type.Properties.Where(p =>
        !p.IsExtensionData && (isForArgs ? p.Set is not null || p.AssociatedParameter is not null : p.Get is not null));

    private bool IsRequired(JsonPropertyInfo property, SchemaSite member) => !isForArgs && property.ShouldSerialize is not null
        ? false // [JsonIgnore] may leave it out.
        : property.IsRequired
        || property.AssociatedParameter is { HasDefaultValue: false, IsMemberInitializer: false }
        || member.Attributes.OfType<RequiredAttribute>().Any();

    /// <summary>A result may be of a derived type, which has further members.</summary>
    private bool IsOpen(JsonTypeInfo type) =>
        (!isForArgs && !type.Type.IsSealed)
        || type.Properties.Any(p => p.IsExtensionData)
        || type.Type.GetCustomAttribute<JsonUnmappedMemberHandlingAttribute>()?.UnmappedMemberHandling == JsonUnmappedMemberHandling.Skip;

    private static bool IsAbstract(JsonTypeInfo type) => type.Type.IsAbstract || type.Type.IsInterface;

    private static void AddDiscriminator(JsonObject node, string name, object value)
    {
        var members = (JsonObject)node["properties"]!;
        members.Insert(
            0, name, new JsonObject { ["const"] = value is int number ? JsonValue.Create(number) : JsonValue.Create((string)value) });
        if (node["required"] is JsonArray required)
        {
            required.Insert(0, name);
        }
        else
        {
            node["required"] = new JsonArray(name);
        }
    }

    private void RefuseUnfit(JsonTypeInfo type, SchemaSite site)
    {
        if (!isForArgs)
        {
            return;
        }

        if (IsAbstract(type) && type.PolymorphismOptions is null)
        {
            throw SchemaWriter.Unfit(
                taskType, site,
                $"is of type {TypeName.Of(type.Type)}, which is abstract; use a concrete type, or register it as a service");
        }

        bool hasState = type.Properties.Count > 0 || type.Type.GetFields(BindingFlags.Public | BindingFlags.Instance).Length > 0;
        if (!IsAbstract(type) && hasState && !Members(type).Any() && !IsOpen(type))
        {
            throw SchemaWriter.Unfit(
                taskType, site, $"is of type {TypeName.Of(type.Type)}, none of whose members JSON can set; use a record instead");
        }

        if (!IsAbstract(type) && type.CreateObject is null
            && !type.Properties.Any(p => p.AssociatedParameter is { IsMemberInitializer: false }))
        {
            throw SchemaWriter.Unfit(
                taskType, site, $"is of type {TypeName.Of(type.Type)}, which has no constructor that JSON could call; give it one, or mark it with [JsonConstructor]");
        }

        if (type.Type.IsAssignableTo(typeof(IValidatableObject)) || type.Type.IsDefined(typeof(ValidationAttribute), inherit: true))
        {
            throw SchemaWriter.Unfit(
                taskType, site, $"is of type {TypeName.Of(type.Type)}, whose own validation a JSON Schema cannot express; throw a TaskFailedException from the function instead");
        }
    }

    /// <summary>What a constructor that is not used for reading says of its parameter holds for the member anyway.</summary>
    private static IEnumerable<Attribute> OfConstructors(JsonPropertyInfo property) =>
        from constructor in property.DeclaringType.GetConstructors()
        from parameter in constructor.GetParameters()
        where parameter.ParameterType == property.PropertyType
            && string.Equals(parameter.Name, (property.AttributeProvider as MemberInfo)?.Name, StringComparison.OrdinalIgnoreCase)
        from attribute in Attributes(parameter)
        select attribute;

    private static object[] NoAttributes { get; } = [];

    private static IEnumerable<Attribute> Attributes(ICustomAttributeProvider? provider) =>
        (provider?.GetCustomAttributes(inherit: true) ?? NoAttributes).Cast<Attribute>();
}
