using System.Text.Json;
using Errand.Binding.Text;
using Errand.Types;

namespace Errand.Binding.Checking;

/// <summary>One check of one body: where it is, and what it has found. A malformed body leaves it by <see cref="JsonException"/>.</summary>
internal ref struct CheckRun
{
    /// <summary>Further ones are not reported: a hostile body could have a million.</summary>
    public const int MaxFaults = 100;

    /// <summary>Nor are more characters: each of them could stand behind a name of a megabyte.</summary>
    private const int MaxToldChars = 256 * 1024;

    /// <summary>Nine bytes may stand for a million digits, and a body has room for many such numbers.</summary>
    public const int MaxDigits = 1024 * 1024;

    public Utf8JsonReader Reader;

    private readonly ReadOnlySpan<byte> _body;
    private readonly UnknownArgs _unknown;
    private PathSteps _path;
    private int _depth;
    private List<Fault>? _faults;
    private int _toldChars;
    private HashSet<(int Owner, string Name)>? _names;
    private int _owners;
    private readonly List<Respelling>? _respellings;
    private int _digits;

    /// <param name="body">What is checked.</param>
    /// <param name="unknown">Whether undeclared members may stand at the top level.</param>
    /// <param name="respellings">Collects numbers that the serializer reads in another spelling only; null: unwanted.</param>
    public CheckRun(ReadOnlySpan<byte> body, UnknownArgs unknown, List<Respelling>? respellings = null)
    {
        _body = body;
        _respellings = respellings;
        _unknown = unknown;
        Reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = TaskLimits.MaxNesting });
    }

    public readonly IReadOnlyList<Fault> Faults => _faults is null ? [] : _faults;

    public readonly int FaultCount => _faults?.Count ?? 0;

    /// <summary>No further fault will be reported, so costly checks can be skipped.</summary>
    public readonly bool IsFull => FaultCount >= MaxFaults || _toldChars >= MaxToldChars;

    /// <summary>Whether an undeclared member is stored here without a fault: at the top level, on request.</summary>
    public readonly bool AllowsUnknown => _unknown == UnknownArgs.Allowed && _depth == 0;

    public readonly ReadOnlySpan<byte> Since(long start) => _body[(int)start..(int)Reader.BytesConsumed];

    public JsonTokenType Read()
    {
        Reader.Read();
        return Reader.TokenType;
    }

    public void Enter(string member) => Enter(new PathStep(member));

    public void Enter(int index) => Enter(new PathStep(null, index));

    /// <summary>Enters the member whose name the reader stands on.</summary>
    public void EnterNamed() => Enter(new PathStep(null, (int)Reader.TokenStartIndex, Reader.ValueSpan.Length + 2));

    public void Leave() => _depth--;

    /// <summary>Counts the digits that an integer with an exponent stands for; false when all of them together are too many.</summary>
    public bool TakeDigits(long count)
    {
        _digits += (int)Math.Min(count, MaxDigits + 1 - _digits);
        return _digits <= MaxDigits;
    }

    /// <summary>Notes the integer that a reader of this body stands on.</summary>
    public readonly void Respell(ref readonly Utf8JsonReader reader, DecimalText integer) =>
        _respellings?.Add(new Respelling((int)reader.TokenStartIndex, reader.ValueSpan.Length, integer.ToPlainInteger()));

    /// <summary>Marks an object whose members' names must be remembered.</summary>
    public int NewOwner() => ++_owners;

    /// <summary>Takes the name at the reader's position; false when it is not valid text, which is a fault of the object.</summary>
    public bool TakeName(int owner)
    {
        if (LoneSurrogate.In(in Reader))
        {
            Fault(FaultCode.Type, "must not have a member whose name has a lone surrogate", $"\"{Excerpt.Of(in Reader)}\"");
            return false;
        }

        if (!(_names ??= []).Add((owner, Reader.GetString()!)))
        {
            ThrowDuplicate();
        }

        return true;
    }

    /// <summary>Whether the string that the reader stands on is text; when it is none, that is a fault.</summary>
    public bool IsText()
    {
        if (!LoneSurrogate.In(in Reader))
        {
            return true;
        }

        Fault(FaultCode.Type, "must be text without a lone surrogate");
        return false;
    }

    /// <summary>A value of another JSON type: a fault, and the value is passed over.</summary>
    public void Mismatch(string expected)
    {
        Fault(FaultCode.Type, $"must be {expected}");
        if (Reader.TokenType != JsonTokenType.String)
        {
            AnyRule.Walk(ref this);
        }
    }

    /// <summary>A fault of the value whose first token the reader stands on.</summary>
    public void Fault(string code, string rule)
    {
        if (!IsFull)
        {
            Fault(code, rule, Excerpt.Of(in Reader));
        }
    }

    public void Fault(string code, string rule, string sent) => Add(code, $"{rule}; got {sent}");

    /// <summary>A fault of a member of the object the run is in, which shows nothing of what was sent.</summary>
    public void FaultOfMember(string member, string code, string said)
    {
        Enter(member);
        Add(code, said);
        Leave();
    }

    public readonly void ThrowDuplicate() =>
        throw new JsonException($"The member \"{Excerpt.Shorten(Reader.GetString()!)}\" occurs twice in one object.");

    /// <summary>A fault of the value itself, which shows nothing of what was sent.</summary>
    public void Add(string code, string said)
    {
        if (!IsFull)
        {
            ReadOnlySpan<PathStep> steps = _path;
            steps = steps[.._depth];
            var fault = new Fault(FaultPath.Pointer(steps, _body), code, $"{FaultPath.Words(steps, _body)} {said}");
            _toldChars += fault.Pointer.Length + fault.Detail.Length;
            (_faults ??= []).Add(fault);
        }
    }

    private void Enter(PathStep step) => _path[_depth++] = step;
}
