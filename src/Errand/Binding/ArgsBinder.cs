using System.Reflection;
using System.Text;
using System.Text.Json;
using Errand.Binding.Checking;
using Errand.Types;

namespace Errand.Binding;

/// <summary>Reads stored arguments into the parameters of the function, each from its own piece of the text.</summary>
internal sealed class ArgsBinder
{
    private readonly IReadOnlyList<TaskParameter> _parameters;
    private readonly byte[][] _names;
    private readonly ArgsChecker _checker;

    public ArgsBinder(IReadOnlyList<TaskParameter> parameters, ArgsChecker checker)
    {
        _parameters = parameters;
        _names = [.. parameters.Select(p => p.Source == ParameterSource.Member ? Encoding.UTF8.GetBytes(p.Name) : [])];
        _checker = checker;
    }

    /// <exception cref="TaskFailedException">They do not fit: the signature has changed since they were checked.</exception>
    public void Bind(ReadOnlyMemory<byte> args, object?[] values)
    {
        Exception? thrown = TryBind(args.Span, values);
        // The serializer does not read 1e5 as an integer. Few send it, so it is looked for only when the arguments do not bind as they are.
        if (thrown is not null && _checker.Respell(args) is { } respelled)
        {
            thrown = TryBind(respelled, values);
        }

        if (thrown is not null)
        {
            throw Unfit(args, ExceptionText.OwnMessage(thrown), thrown);
        }
    }

    private Exception? TryBind(ReadOnlySpan<byte> args, object?[] values)
    {
        try
        {
            BindAll(args, values);
            return null;
        }
        catch (Exception e) when (e is not TaskFailedException)
        {
            return e is TargetInvocationException { InnerException: { } inner } ? inner : e;
        }
    }

    private void BindAll(ReadOnlySpan<byte> args, object?[] values)
    {
        Span<bool> bound = _parameters.Count <= 64 ? stackalloc bool[64] : new bool[_parameters.Count];
        var reader = new Utf8JsonReader(args, new JsonReaderOptions { MaxDepth = TaskLimits.MaxNesting });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int i = Find(in reader);
            reader.Read();
            int start = (int)reader.TokenStartIndex;
            bool isNull = reader.TokenType == JsonTokenType.Null;
            reader.Skip();
            if (i >= 0)
            {
                values[i] = Read(_parameters[i], args[start..(int)reader.BytesConsumed], isNull);
                bound[i] = true;
            }
        }

        for (int i = 0; i < _parameters.Count; i++)
        {
            TaskParameter parameter = _parameters[i];
            if (parameter.Source == ParameterSource.WholeArgs)
            {
                values[i] = Read(parameter, args, isNull: false);
            }
            else if (parameter.Source == ParameterSource.Member && !bound[i])
            {
                values[i] = parameter.IsOptional ? parameter.Default : throw new JsonException($"{parameter.Name} is required");
            }
        }
    }

    private static object? Read(TaskParameter parameter, ReadOnlySpan<byte> value, bool isNull) =>
        isNull && !parameter.MayBeNull && !parameter.Clr.ParameterType.IsValueType
            ? throw new JsonException($"{parameter.Name} must not be null")
            : JsonSerializer.Deserialize(value, parameter.Json!);

    private int Find(ref readonly Utf8JsonReader name)
    {
        for (int i = 0; i < _names.Length; i++)
        {
            if (_parameters[i].Source == ParameterSource.Member && name.ValueTextEquals(_names[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private TaskFailedException Unfit(ReadOnlyMemory<byte> args, string why, Exception cause)
    {
        // The check tells it better than the serializer, unless it sees nothing wrong.
        ArgsVerdict verdict = _checker.Check(args, UnknownArgs.Allowed);
        string detail = verdict.Malformed ?? (verdict.Faults.Count > 0 ? verdict.Faults[0].Detail : why);
        return new TaskFailedException(
            $"The stored arguments no longer fit the function; its signature has changed since the task was submitted: {detail}",
            cause);
    }
}
