using System.Text;
using System.Text.Json;
using Errand.Results.Reading;

namespace Errand.Results.Indexing;

/// <summary>Finds out what an object is while it is read.</summary>
internal sealed class ObjectTally
{
    private const int MostMediaType = 200;

    private long _arrays;
    private long _arrayLength;
    private bool _isOfOneLength;
    private Member _member;
    private Member _members;
    private string? _mediaType;

    [Flags]
    private enum Member
    {
        None = 0,
        Re = 1,
        Im = 2,
        Real = 4,
        Imaginary = 8,
        MediaType = 16,
        Data = 32,
    }

    public long Length { get; private set; }

    public ComplexForm ComplexForm => Length != 2 ? ComplexForm.None
        : _members == (Member.Re | Member.Im) ? ComplexForm.Short
        : _members == (Member.Real | Member.Imaginary) ? ComplexForm.Long
        : ComplexForm.None;

    public void Clear()
    {
        (Length, _arrays, _arrayLength, _isOfOneLength) = (0, 0, 0, true);
        (_member, _members, _mediaType) = (default, default, null);
    }

    public void AddName(in JsonToken name)
    {
        Length++;
        _member = Length > 2 ? Member.None : MemberOf(name.Unescaped());
    }

    public void AddScalar(in JsonToken token, bool isNumber)
    {
        bool isText = _member is Member.MediaType or Member.Data;
        if (_member != Member.None && (isText ? token.Type == JsonTokenType.String : isNumber))
        {
            _members |= _member;
            _mediaType = _member == Member.MediaType && token.Text.Length <= MostMediaType
                ? Encoding.UTF8.GetString(token.Unescaped())
                : _mediaType;
        }
    }

    public void AddArray(long length)
    {
        _isOfOneLength &= _arrays == 0 || length == _arrayLength;
        _arrayLength = length;
        _arrays++;
    }

    public ResultNode ToNode(string? name, long start, long end, Marks? marks, IReadOnlyList<ResultNode> members)
    {
        bool isMedia = Length == 2 && _members == (Member.MediaType | Member.Data) && _mediaType is not null;
        return new ResultNode
        {
            Kind = isMedia ? ResultKind.Media
                : _arrays > 1 && _arrays == Length && _isOfOneLength ? ResultKind.Columns
                : ResultKind.Object,
            Name = name,
            Start = start,
            End = end,
            Length = Length,
            MediaType = isMedia ? _mediaType : null,
            Members = members,
            Marks = marks,
            IsObject = true,
            MemorySize = ResultNodes.FixedSize + ((marks?.Places.Length ?? 0) * sizeof(long)) + ((name?.Length ?? 0) * 2),
        };
    }

    private static Member MemberOf(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("re"u8) ? Member.Re
        : name.SequenceEqual("im"u8) ? Member.Im
        : name.SequenceEqual("real"u8) ? Member.Real
        : name.SequenceEqual("imaginary"u8) ? Member.Imaginary
        : name.SequenceEqual("mediaType"u8) ? Member.MediaType
        : name.SequenceEqual("data"u8) ? Member.Data
        : Member.None;
}
