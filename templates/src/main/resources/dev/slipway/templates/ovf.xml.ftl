<#ftl output_format="XmlAttribute">
<?xml version="1.0" encoding="UTF-8"?>
<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1" xmlns:rasd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData" xmlns:vmw="http://www.vmware.com/schema/ovf" xmlns:vssd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_VirtualSystemSettingData" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <References>
<#list model.files as file>
    <File ovf:href="${file.href}" ovf:id="${file.id}" ovf:size="${file.sizeBytes}"/>
</#list>
  </References>
<#if model.disks?has_content>
  <DiskSection>
    <Info>The disks of the machine</Info>
<#list model.disks as disk>
    <Disk ovf:capacity="${disk.capacityBytes}" ovf:capacityAllocationUnits="byte" ovf:diskId="${disk.id}" ovf:fileRef="${disk.fileId}" ovf:format="http://www.vmware.com/interfaces/specifications/vmdk.html#streamOptimized" ovf:populatedSize="${disk.populatedBytes}"/>
</#list>
  </DiskSection>
</#if>
<#if model.networks?has_content>
  <NetworkSection>
    <Info>The networks that the machine is connected to</Info>
<#list model.networks as network>
    <Network ovf:name="${network.name}">
      <Description><#outputformat "XML">${network.description}</#outputformat></Description>
    </Network>
</#list>
  </NetworkSection>
</#if>
  <VirtualSystem ovf:id="${model.name}">
    <Info>A virtual machine</Info>
    <Name><#outputformat "XML">${model.name}</#outputformat></Name>
<#if model.annotation.isPresent()>
    <AnnotationSection>
      <Info>What this machine is</Info>
      <Annotation><#outputformat "XML">${model.annotation.get()}</#outputformat></Annotation>
    </AnnotationSection>
</#if>
    <ProductSection>
      <Info>The software in the machine</Info>
<#list model.product.facts as fact>
      <${fact.name}><#outputformat "XML">${fact.value}</#outputformat></${fact.name}>
</#list>
<#list model.product.groups as group>
      <Category><#outputformat "XML">${group.category}</#outputformat></Category>
<#list group.properties as property>
      <Property ovf:key="${property.key}" ovf:type="${property.type}"<#list property.attributes as attribute> ovf:${attribute.name}="${attribute.value}"</#list> ovf:value="${property.value}">
        <Label><#outputformat "XML">${property.label}</#outputformat></Label>
        <Description><#outputformat "XML">${property.description}</#outputformat></Description>
      </Property>
</#list>
</#list>
    </ProductSection>
<#if model.eula.isPresent()>
    <EulaSection>
      <Info>The licence that must be accepted</Info>
      <License><#outputformat "XML">${model.eula.get()}</#outputformat></License>
    </EulaSection>
</#if>
    <OperatingSystemSection ovf:id="${model.operatingSystem.cim}" vmw:osType="${model.operatingSystem.guestId}">
      <Info>The operating system</Info>
      <Description><#outputformat "XML">${model.operatingSystem.description}</#outputformat></Description>
    </OperatingSystemSection>
    <VirtualHardwareSection<#if model.hardware.transport.isPresent()> ovf:transport="${model.hardware.transport.get()}"</#if>>
      <Info>The hardware of the machine</Info>
      <System>
        <vssd:ElementName>Virtual Hardware Family</vssd:ElementName>
        <vssd:InstanceID>0</vssd:InstanceID>
        <vssd:VirtualSystemIdentifier><#outputformat "XML">${model.name}</#outputformat></vssd:VirtualSystemIdentifier>
        <vssd:VirtualSystemType>${model.hardware.family}</vssd:VirtualSystemType>
      </System>
<#list model.hardware.items as item>
      <Item<#if !item.required> ovf:required="false"</#if>>
<#list item.fields as field>
        <rasd:${field.name}><#outputformat "XML">${field.value}</#outputformat></rasd:${field.name}>
</#list>
      </Item>
</#list>
<#list model.hardware.config as setting>
      <vmw:Config ovf:required="false" vmw:key="${setting.name}" vmw:value="${setting.value}"/>
</#list>
<#list model.hardware.extraConfig as setting>
      <vmw:ExtraConfig ovf:required="false" vmw:key="${setting.name}" vmw:value="${setting.value}"/>
</#list>
    </VirtualHardwareSection>
  </VirtualSystem>
</Envelope>
