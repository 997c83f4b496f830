package fridge.taxi;

import java.lang.reflect.Type;
import java.time.LocalDateTime;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** Flink has a serializer for this type, but its extractor does not look for it and falls back to Kryo. */
public final class LocalDateTimeType extends TypeInfoFactory<LocalDateTime> {
    @Override
    public TypeInformation<LocalDateTime> createTypeInfo(Type type, Map<String, TypeInformation<?>> parameters) {
        return Types.LOCAL_DATE_TIME;
    }
}
