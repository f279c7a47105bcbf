using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Errand.Tests.Culture;

/// <summary>Finds what the analyzers cannot see in compiled code: text that is made, or compared, in the way of the current
/// culture.</summary>
internal sealed class CultureUse(TypesOfText types)
{
    private static readonly string[] SortsStrings =
        ["OrderBy", "OrderByDescending", "ThenBy", "ThenByDescending", "Order", "OrderDescending", "Sort", "BinarySearch", "Max", "Min", "MaxBy", "MinBy"];

    public static IEnumerable<string> In(string assembly)
    {
        using var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(Path.GetDirectoryName(assembly));
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location));
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(Microsoft.AspNetCore.Http.HttpContext).Assembly.Location));
        using var module = ModuleDefinition.ReadModule(assembly, new ReaderParameters { AssemblyResolver = resolver });
        var use = new CultureUse(new TypesOfText());
        return [.. module.GetTypes().SelectMany(type => type.Methods).Where(IsWritten).SelectMany(use.Of)];
    }

    /// <summary>The texts that the compiler makes, of records and anonymous types, are for debuggers; <see cref="TypesOfText"/> finds who
    /// writes one.</summary>
    private static bool IsWritten(MethodDefinition method) =>
        method.HasBody && method.Name != "PrintMembers" && !TypesOfText.IsMadeByTheCompiler(method);

    private IEnumerable<string> Of(MethodDefinition method)
    {
        // Interpolated strings that are being made at this point, the innermost on top: is each made with a culture that is named?
        var open = new Stack<bool>();
        foreach (Instruction instruction in method.Body.Instructions)
        {
            if (instruction.Operand is not MethodReference called)
            {
                continue;
            }

            if (IsHandler(called.DeclaringType))
            {
                Follow(called, open);
                if (called.Name == "AppendFormatted" && open.TryPeek(out bool named) && !named && types.FollowsTheCulture(Argument(called)))
                {
                    yield return $"{method.FullName} interpolates a {Argument(called).FullName}";
                }
            }
            else
            {
                if (open.Count > 0 && called.Parameters.Any(parameter => IsHandler(parameter.ParameterType.GetElementType())))
                {
                    open.Pop();
                }

                if (IsFault(called, instruction))
                {
                    yield return $"{method.FullName} calls {called.FullName}";
                }
            }
        }
    }

    private static void Follow(MethodReference called, Stack<bool> open)
    {
        if (called.Name == ".ctor")
        {
            open.Push(called.Parameters.Any(parameter => parameter.ParameterType.FullName == "System.IFormatProvider"));
        }
        else if (called.Name == "ToStringAndClear" && open.Count > 0)
        {
            open.Pop();
        }
    }

    private static bool IsHandler(TypeReference type) => type.Name.EndsWith("InterpolatedStringHandler", StringComparison.Ordinal);

    private static TypeReference Argument(MethodReference called) =>
        called is GenericInstanceMethod generic ? generic.GenericArguments[0] : called.Parameters[0].ParameterType;

    private bool IsFault(MethodReference called, Instruction instruction) => (called.DeclaringType.Name, called.Name) switch
    {
        ("String", "Concat" or "Join") => WritesValues(called),
        ("StringBuilder", "Append" or "Insert") => WritesValues(called),
        ("String", "CompareTo") => true,
        ("Comparer`1", "get_Default") => IsOfStrings(called),
        ("SortedDictionary`2" or "SortedSet`1" or "SortedList`2", ".ctor") => IsOfStrings(called) && !HasComparer(called),
        ("Enumerable" or "Array" or "List`1" or "MemoryExtensions" or "ImmutableArray`1", _) when SortsStrings.Contains(called.Name) =>
            IsOfStrings(called) && !HasComparer(called),
        (_, "ToString") when !called.Parameters.Any(parameter => parameter.ParameterType.FullName == "System.IFormatProvider") =>
            Receiver(called, instruction) is { } receiver && types.FollowsTheCulture(receiver),
        _ => false,
    };

    private bool WritesValues(MethodReference called) => called is GenericInstanceMethod generic
        ? types.FollowsTheCulture(generic.GenericArguments[0])
        : called.Parameters.Any(parameter => !IsPlaceOrCount(called, parameter) && types.FollowsTheCulture(parameter.ParameterType));

    /// <summary>As in Insert(place, text), Append(char, count) and Join(separator, texts, start, count).</summary>
    private static bool IsPlaceOrCount(MethodReference called, ParameterDefinition parameter) =>
        parameter.ParameterType.FullName == "System.Int32" && (parameter.Index > 0 ? called.Name != "Insert" : called.Name == "Insert");

    /// <summary>A method's last type argument is the key that it sorts by.</summary>
    private static bool IsOfStrings(MethodReference called) => (called, called.DeclaringType) switch
    {
        (GenericInstanceMethod method, _) => method.GenericArguments[^1].FullName == "System.String",
        (_, GenericInstanceType type) => type.GenericArguments[0].FullName == "System.String",
        _ => false,
    };

    private static bool HasComparer(MethodReference called) =>
        called.Parameters.Any(parameter => parameter.ParameterType.Name is "IComparer`1" or "Comparison`1");

    /// <summary>The type whose text is asked for, where the code around says it.</summary>
    private static TypeReference? Receiver(MethodReference called, Instruction instruction)
    {
        if (called.DeclaringType.FullName != "System.Object")
        {
            return called.DeclaringType;
        }

        TypeReference? type = Pushing(instruction.Previous) switch
        {
            { OpCode.Code: Code.Constrained, Operand: TypeReference constraint } => constraint,
            { Operand: MethodReference method } => Actual(method.ReturnType, method),
            { Operand: VariableReference variable } => variable.VariableType,
            { Operand: ParameterReference parameter } => parameter.ParameterType,
            { Operand: FieldReference field } => Actual(field.FieldType, field),
            _ => null,
        };
        return type is { IsGenericParameter: false } ? type : null;
    }

    /// <summary>What stands for a type parameter of the type that has the member.</summary>
    private static TypeReference Actual(TypeReference type, MemberReference member) =>
        type is GenericParameter { Type: GenericParameterType.Type } parameter && member.DeclaringType is GenericInstanceType owner
            ? owner.GenericArguments[parameter.Position]
            : type;

    /// <summary>What put the value there; behind <c>?.</c> that stands before the check for null.</summary>
    private static Instruction Pushing(Instruction previous)
    {
        if (previous.OpCode.FlowControl is not (FlowControl.Branch or FlowControl.Return))
        {
            return previous;
        }

        Instruction? copied = previous;
        while (copied is not null && copied.OpCode.Code != Code.Dup)
        {
            copied = copied.Previous;
        }

        return copied?.Previous ?? previous;
    }
}
